package org.fettle.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Check;
import org.fettle.check.Verdict;
import org.fettle.journal.Subject;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.CheckTemplate;
import org.fettle.policy.Rule;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * Judges rules against one view of the machine. It never changes anything, and one rule's trouble
 * never stops the next.
 */
final class Judge {
  private final Windows machine;
  private final Map<String, Facts> facts = new HashMap<>();

  Judge(Windows machine) {
    this.machine = machine;
  }

  /** One finding for each rule and subject, in the order of the policies. */
  List<Finding> judge(Assignment assignment, Progress progress) {
    Users users = everyUser(assignment);
    List<Finding> findings = new ArrayList<>();
    int rules =
        assignment.policies().stream().mapToInt(assigned -> assigned.policy().rules().size()).sum();
    int judged = 0;
    for (Assigned assigned : assignment.policies()) {
      for (Rule rule : assigned.policy().rules()) {
        progress.at(judged++, rules, rule.title());
        switch (rule.scope()) {
          case MACHINE -> findings.add(judge(assigned, rule, Optional.empty()));
          case EACH_USER ->
              findings.addAll(
                  switch (users) {
                    case Users.Known known ->
                        known.users().stream()
                            .map(user -> judge(assigned, rule, Optional.of(user)))
                            .toList();
                    case Users.Unknown unknown ->
                        List.of(
                            new Finding(
                                assigned,
                                rule,
                                Optional.empty(),
                                machine(),
                                new Verdict.Error(unknown.problem())));
                  });
        }
      }
    }
    return findings;
  }

  /** The rule for that user, or for the machine. */
  Finding judge(Assigned assigned, Rule rule, Optional<User> user) {
    Subject subject = user.map(Subject::user).orElseGet(this::machine);
    return new Finding(assigned, rule, user, subject, verdict(rule, user));
  }

  /** The people of the machine, or why they cannot be told. */
  private sealed interface Users {
    record Known(List<User> users) implements Users {}

    record Unknown(String problem) implements Users {}
  }

  private Users everyUser(Assignment assignment) {
    boolean asked =
        assignment.policies().stream()
            .flatMap(assigned -> assigned.policy().rules().stream())
            .anyMatch(rule -> rule.scope() == Rule.Scope.EACH_USER);
    try {
      return new Users.Known(asked ? machine.users().visible() : List.of());
    } catch (WindowsException e) {
      return new Users.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private Subject machine() {
    return Subject.machine(machine.facts().name());
  }

  private Verdict verdict(Rule rule, Optional<User> user) {
    if (user.isPresent() && !user.get().session().isPresent()) {
      return new Verdict.NotApplicable(user.get().name() + " is not signed in");
    }
    try {
      Verdict verdict = judged(rule, user.map(machine::as).orElse(machine));
      return Size.bounded(rule.reportOnly() ? withoutFix(verdict) : verdict);
    } catch (WindowsException e) {
      return Size.bounded(new Verdict.Error(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      return Size.bounded(broken(e));
    }
  }

  private static Verdict withoutFix(Verdict verdict) {
    return verdict instanceof Verdict.Fail fail
        ? new Verdict.Fail(fail.expected(), fail.actual(), List.of())
        : verdict;
  }

  private Verdict judged(Rule rule, Windows view) {
    Verdict applies =
        rule.when().map(when -> evaluate(when, view)).orElseGet(() -> new Verdict.Pass(""));
    return switch (applies) {
      case Verdict.Pass pass -> evaluate(rule.check(), view);
      case Verdict.Fail fail ->
          new Verdict.NotApplicable(
              "it applies where there is " + fail.expected() + "; found " + fail.actual());
      case Verdict.NotApplicable other -> other;
      case Verdict.Error error -> error;
    };
  }

  private Verdict evaluate(CheckTemplate template, Windows view) {
    Facts known =
        facts.computeIfAbsent(
            view.user().map(User::sid).orElse(""), sid -> new Facts(new WatchedWindows(view)));
    return switch (template.fill(known::fact)) {
      case CheckTemplate.Filled.Ready ready -> judged(ready.check(), view);
      case CheckTemplate.Filled.Unknown unknown ->
          new Verdict.NotApplicable("${" + unknown.fact() + "} is not known here");
      case CheckTemplate.Filled.Unfit unfit -> new Verdict.Error(unfit.problem());
    };
  }

  private static Verdict judged(Check check, Windows view) {
    WatchedWindows seen = new WatchedWindows(view);
    Verdict verdict;
    try {
      verdict = check.judge(seen);
    } catch (RuntimeException e) {
      verdict = broken(e);
    }
    return Secrets.withhold(verdict, seen);
  }

  // A defect in one kind must not leave the rest of the machine unjudged.
  private static Verdict broken(RuntimeException defect) {
    return new Verdict.Error("This agent failed to judge the rule: " + defect + ".");
  }
}
