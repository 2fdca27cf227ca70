package org.fettle.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.fettle.check.Verdict;
import org.fettle.engine.Looked.Found;
import org.fettle.journal.Event.About;
import org.fettle.journal.Subject;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.Assignment.OptIn;
import org.fettle.policy.Rule;
import org.fettle.windows.ReadOnce;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/** Looks at single rules, one by one, and keeps where each of them looks. It changes nothing. */
final class Looks {
  private final Windows machine;
  private final Assignment assignment;
  private final Spent spent;

  Looks(Windows machine, Assignment assignment, Spent spent) {
    this.machine = machine;
    this.assignment = assignment;
    this.spent = spent;
  }

  /** Those rules that are wanted, for the machine and for everyone who is signed in. */
  List<Looked> at(Predicate<About> wanted) {
    List<Looked> looked = new ArrayList<>();
    try (ReadOnce view = new ReadOnce(machine)) {
      List<User> users = signedIn(view);
      String name = view.facts().name();
      for (Assigned assigned : assignment.policies()) {
        for (Rule rule : assigned.policy().rules()) {
          if (rule.scope() == Rule.Scope.MACHINE) {
            look(view, assigned, rule, Optional.empty(), Subject.machine(name), wanted)
                .ifPresent(looked::add);
          } else {
            users.forEach(user ->
                look(view, assigned, rule, Optional.of(user), Subject.user(user), wanted)
                    .ifPresent(looked::add));
          }
        }
      }
    }
    return looked;
  }

  private static List<User> signedIn(Windows view) {
    try {
      return view.users().visible().stream().filter(user -> user.session().isPresent()).toList();
    } catch (WindowsException e) {
      return List.of(); // A run tells of it.
    }
  }

  private Optional<Looked> look(
      Windows view,
      Assigned assigned,
      Rule rule,
      Optional<User> user,
      Subject subject,
      Predicate<About> wanted) {
    About about =
        new About(assigned.policy().id(), assigned.policy().version(), rule.id(), subject);
    if (!wanted.test(about)) {
      return Optional.empty();
    }
    Set<RegistryKey> keys = new HashSet<>();
    Verdict verdict = new Judge(new KeysSeen(view, keys)).judge(assigned, rule, user).verdict();
    boolean isAgents = assigned.optIn(rule.id()).equals(Optional.of(OptIn.AUTOMATIC));
    return Optional.of(
        new Looked(
            about,
            found(verdict),
            keys,
            isAgents
                ? spent.until(about, assignment.budget().attemptsPerRule())
                : Optional.empty()));
  }

  private static Found found(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> Found.PASS;
      case Verdict.Fail fail -> Found.FAIL;
      case Verdict.NotApplicable not -> Found.NOT_APPLICABLE;
      case Verdict.Error error -> Found.ERROR;
    };
  }
}
