package org.fettle.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One check and the words an admin needs.
 *
 * @param id unique in the policy
 * @param title what holds when the rule passes
 * @param why what goes wrong for people when it does not
 * @param sources the articles it comes from
 * @param category a word of the admin's own to group by
 * @param when judged first: the rule does not apply where this does not pass
 * @param requires ids of rules of the same policy; while one of them fails, this one is not fixed
 * @param reportOnly whether it only reports, whatever its check could fix
 * @param closed programs that must not be running while the fix is applied, by file name
 * @param oneAtATime of fixes with the same word, of whatever policy, one is made in a run for a
 *     subject
 * @param advice what a person does where the agent cannot or may not; may be empty
 * @param symptoms what a user reads on the screen, by language
 */
public record Rule(
    String id,
    String title,
    String why,
    List<String> sources,
    String category,
    Severity severity,
    Scope scope,
    Optional<CheckTemplate> when,
    List<String> requires,
    CheckTemplate check,
    boolean reportOnly,
    Disruption disruption,
    List<String> closed,
    Optional<String> oneAtATime,
    String advice,
    Map<String, List<String>> symptoms) {

  /** How much a failing rule matters. */
  public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }

  /** Whom a rule is judged for; {@code for:} in the file. */
  public enum Scope {
    MACHINE,
    EACH_USER
  }

  /** What the fix does to the person at the machine. */
  public enum Disruption {
    NONE,
    RESTARTS_CLIENT,
    LOSES_CACHE,
    SIGNS_OUT,
    REBOOTS;

    /** Whether an assignment has to accept it by name before such a fix is applied. */
    public boolean needsAcceptance() {
      return compareTo(RESTARTS_CLIENT) > 0;
    }
  }
}
