package org.fettle.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.journal.Outcome;
import org.fettle.json.About;
import org.fettle.json.Words;

/**
 * A pack's cases as their file has them. What stands at the top holds for every case that does not
 * say otherwise.
 *
 * @param casesOf the policy's name; its file lies beside this one
 * @param machine a machine file; a case's own is laid over it
 * @param verdicts by rule, or by {@code rule@user} where several users are signed in
 */
record PolicyCasesFile(
    String casesOf,
    Map<String, Object> parameters,
    Map<String, Object> machine,
    Map<String, Expected> verdicts,
    @About(value = "The cases.", required = true) List<PolicyCase> cases) {

  /**
   * One case.
   *
   * @param fixed what all fixes together make of the machine, in as many runs as it takes; where it
   *     is left out they change nothing
   * @param rolledBack what is left of that after the rollback; nothing unless said
   * @param outcomes what becomes of a finding in the first run, where it is worth saying
   */
  record PolicyCase(
      String name,
      Map<String, Object> parameters,
      Map<String, Object> machine,
      Map<String, Expected> verdicts,
      Optional<Different> fixed,
      Optional<Different> rolledBack,
      Map<String, Outcome> outcomes) {}

  /**
   * How the machine differs from what it was before.
   *
   * @param registry keys with all they hold afterwards, spelled as in the machine
   * @param disk files and folders as they are afterwards
   * @param certificates stores of the machine with all they hold afterwards
   * @param services services as they are afterwards
   * @param users what of each user differs, such as {@code credentials}, whole, by account name
   * @param gone keys, files, folders and services that are not there any more
   */
  record Different(
      Map<String, Object> registry,
      Map<String, Object> disk,
      Map<String, Object> certificates,
      Map<String, Object> services,
      Map<String, Map<String, Object>> users,
      List<String> gone) {}

  /** A verdict by its word. */
  enum Expected {
    PASS,
    FAIL,
    NOT_APPLICABLE,
    ERROR;

    static Expected of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Pass pass -> PASS;
        case Verdict.Fail fail -> FAIL;
        case Verdict.NotApplicable not -> NOT_APPLICABLE;
        case Verdict.Error error -> ERROR;
      };
    }

    /** The word, as it stands in the file. */
    String word() {
      return Words.ofConstant(this);
    }
  }

  /** The verdicts of a case, with those that hold for all. */
  Map<String, Expected> verdictsOf(PolicyCase one) {
    Map<String, Expected> all = new HashMap<>(verdicts);
    all.putAll(one.verdicts());
    return all;
  }

  /** The parameters of a case, with those that hold for all. */
  Map<String, Object> parametersOf(PolicyCase one) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.putAll(one.parameters());
    return all;
  }
}
