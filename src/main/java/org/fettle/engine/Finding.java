package org.fettle.engine;

import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.journal.Event.About;
import org.fettle.journal.Subject;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.Rule;
import org.fettle.windows.User;

/**
 * A rule, judged for one subject.
 *
 * @param user the user it was judged for; empty for the machine
 */
public record Finding(
    Assigned assigned, Rule rule, Optional<User> user, Subject subject, Verdict verdict) {
  /** What the journal calls it. */
  public About about() {
    return new About(assigned.policy().id(), assigned.policy().version(), rule.id(), subject);
  }

  /** Whether it could not be judged yet because its user is not signed in. */
  public boolean isDeferred() {
    return user.isPresent() && !user.get().session().isPresent();
  }

  Finding with(Verdict other) {
    return new Finding(assigned, rule, user, subject, other);
  }
}
