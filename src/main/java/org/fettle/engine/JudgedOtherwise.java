package org.fettle.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.check.Verdict;
import org.fettle.policy.Assignment;
import org.fettle.windows.User;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;

/** What a captured machine is judged otherwise than the machine itself; found by judging it. */
final class JudgedOtherwise {
  private JudgedOtherwise() {}

  /**
   * A sentence for each finding of the machine that the file would not give.
   *
   * @param sid how the file names the user
   */
  static List<String> told(
      List<Finding> findings, MachineFile file, Assignment assignment, Function<User, String> sid) {
    Map<List<String>, String> judged = new HashMap<>();
    new Judge(new MemoryWindows(file))
        .judge(assignment, Progress.NONE)
        .forEach(finding -> judged.put(about(finding, User::sid), outcome(finding.verdict())));
    List<String> told = new ArrayList<>();
    for (Finding finding : findings) {
      String here = outcome(finding.verdict());
      String there = judged.getOrDefault(about(finding, sid), "not judged");
      if (!here.equals(there)) {
        told.add(
            "The file is judged otherwise by "
                + finding.assigned().policy().id()
                + "/"
                + finding.rule().id()
                + finding.user().map(user -> " for " + user.name()).orElse("")
                + ": "
                + there
                + ", and "
                + here
                + " on this machine.");
      }
    }
    return told;
  }

  private static List<String> about(Finding finding, Function<User, String> sid) {
    Optional<String> whose = finding.user().map(sid);
    return List.of(finding.assigned().policy().id(), finding.rule().id(), whose.orElse(""));
  }

  private static String outcome(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> "pass";
      case Verdict.NotApplicable not -> "not applicable";
      case Verdict.Error error -> "error";
      case Verdict.Fail fail when fail.fix().isEmpty() -> "fail without a fix";
      case Verdict.Fail fail when fail.fix().size() == 1 -> "fail with 1 change";
      case Verdict.Fail fail -> "fail with " + fail.fix().size() + " changes";
    };
  }
}
