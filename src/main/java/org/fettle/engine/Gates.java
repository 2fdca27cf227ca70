package org.fettle.engine;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.fettle.engine.Gate.Closed;
import org.fettle.json.Words;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.OptIn;
import org.fettle.policy.Rule.Disruption;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryListChange;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.User;
import org.fettle.windows.Windows;

/** Asks the gates. The first closed one is the answer; an open way is an empty one. */
final class Gates {
  private final Windows machine;
  private final Assignment assignment;
  private final Trigger trigger;
  private final Clock clock;
  private final Spent spent;

  Gates(Windows machine, Assignment assignment, Trigger trigger, Clock clock, Spent spent) {
    this.machine = machine;
    this.assignment = assignment;
    this.trigger = trigger;
    this.clock = clock;
    this.spent = spent;
  }

  /** The gates that depend on what the admins wrote and what was spent, not on the machine. */
  Optional<Closed> allowed(
      Finding finding,
      Supplier<Optional<String>> openRequirement,
      List<Change> changes,
      int planned) {
    return optedIn(finding)
        .or(this::paused)
        .or(() -> openRequirement.get().map(reason -> new Closed(Gate.REQUIREMENTS, reason)))
        .or(() -> disruption(finding))
        .or(() -> irreversible(finding, changes))
        .or(this::ring)
        .or(this::window)
        .or(() -> budget(finding, changes.size(), planned));
  }

  /** The gates that depend on the machine as it is at the moment. */
  Optional<Closed> possible(Windows view, List<Change> changes, List<String> programs) {
    return owner(view, changes)
        .or(() -> denyList(changes))
        .or(() -> scope(view, changes))
        .or(() -> rights(view, changes))
        .or(() -> programs(view, programs));
  }

  /** Whether the changes can be made one after the other on the machine as it is now. */
  static Optional<Closed> asPlanned(Windows view, List<Change> changes) {
    PlannedWindows trial = new PlannedWindows(view);
    for (Change change : changes) {
      if (!change.fits(trial)) {
        return Optional.of(
            new Closed(
                Gate.AS_PLANNED,
                change.target()
                    + " is no longer "
                    + change.beforeText()
                    + ", as it was when planned."));
      }
      Changes.apply(trial, change);
    }
    return Optional.empty();
  }

  private Optional<Closed> optedIn(Finding finding) {
    Optional<OptIn> optIn = finding.assigned().optIn(finding.rule().id());
    if (optIn.isEmpty()) {
      return closed(Gate.OPT_IN, "The assignment does not opt into this fix.");
    }
    return optIn.get() == OptIn.MANUAL && trigger == Trigger.AGENT
        ? closed(Gate.OPT_IN, "This fix is opted into for `fettle apply` by a person only.")
        : Optional.empty();
  }

  private Optional<Closed> paused() {
    return assignment.paused()
        ? closed(Gate.PAUSED, "The bundle in force halts every fix.")
        : Optional.empty();
  }

  private Optional<Closed> disruption(Finding finding) {
    Disruption disruption = finding.rule().disruption();
    return disruption.needsAcceptance() && !finding.assigned().accept().contains(disruption)
        ? closed(
            Gate.DISRUPTION,
            "The fix " + Words.ofConstant(disruption) + ", which the assignment does not accept.")
        : Optional.empty();
  }

  private static Optional<Closed> irreversible(Finding finding, List<Change> changes) {
    return finding.assigned().irreversible().contains(finding.rule().id())
        ? Optional.empty()
        : changes.stream()
            .filter(change -> !change.isReversible())
            .findFirst()
            .flatMap(change ->
                closed(
                    Gate.IRREVERSIBLE,
                    "What is done to "
                        + change.target()
                        + " cannot be taken back; the assignment has to name the rule under"
                        + " 'irreversible' too."));
  }

  private Optional<Closed> ring() {
    return assignment.ring().isPresent() && !Conditions.isIn(assignment.ring().get(), machine)
        ? closed(
            Gate.RING,
            "This machine is not among the first "
                + assignment.ring().get().percent()
                + " percent.")
        : Optional.empty();
  }

  private Optional<Closed> window() {
    return assignment.window().isPresent()
            && !Conditions.isOpen(assignment.window().get(), ZonedDateTime.now(clock))
        ? closed(
            Gate.WINDOW,
            "Fixes are applied from "
                + assignment.window().get().from()
                + " to "
                + assignment.window().get().to()
                + " only.")
        : Optional.empty();
  }

  private Optional<Closed> budget(Finding finding, int changes, int planned) {
    int perDay = assignment.budget().changesPerDay();
    if (changes > perDay) {
      return closed(
          Gate.BUDGET,
          "This fix alone makes "
              + changes
              + " changes; the budget of the assignment allows "
              + perDay
              + " in 24 hours.");
    }
    if (spent.changes() + planned + changes > perDay) {
      return closed(
          Gate.BUDGET, "More than " + perDay + " changes in 24 hours are not in the budget.");
    }
    int attempts = spent.attempts(finding.about());
    return attempts >= assignment.budget().attemptsPerRule()
        ? closed(
            Gate.BUDGET,
            "It was fixed or tried "
                + attempts
                + " times in 24 hours and is out of order again: something else may be setting it back.")
        : Optional.empty();
  }

  private static Optional<Closed> owner(Windows view, List<Change> changes) {
    for (Change change : changes) {
      Optional<String> owner =
          switch (change) {
            case RegistryValueChange value -> view.owners().owner(value.key(), value.name());
            case RegistryListChange list -> view.owners().owner(list.key(), list.name());
            default -> Optional.empty();
          };
      if (owner.isPresent()) {
        return closed(
            Gate.OWNER, owner.get() + " sets " + change.target() + "; it has to be changed there.");
      }
    }
    return Optional.empty();
  }

  private static Optional<Closed> denyList(List<Change> changes) {
    return changes.stream()
        .flatMap(change ->
            change.forbidden().stream()
                .map(reason -> change.target() + " is never written: " + reason + "."))
        .findFirst()
        .map(reason -> new Closed(Gate.DENY_LIST, reason));
  }

  // What a user's own side holds must not steer what all users share.
  private static Optional<Closed> scope(Windows view, List<Change> changes) {
    return view.user().isEmpty()
        ? Optional.empty()
        : changes.stream()
            .filter(change -> change.needsRights(view.user()))
            .findFirst()
            .flatMap(change ->
                closed(
                    Gate.SCOPE,
                    "A rule for each user does not change "
                        + change.target()
                        + ", which all users share; that takes a rule for the machine."));
  }

  private Optional<Closed> rights(Windows view, List<Change> changes) {
    boolean needsRights = changes.stream().anyMatch(change -> change.needsRights(view.user()));
    return needsRights && !machine.users().isElevated()
        ? closed(Gate.RIGHTS, "The fix needs administrator rights.")
        : Optional.empty();
  }

  private static Optional<Closed> programs(Windows view, List<String> programs) {
    if (programs.isEmpty()) {
      return Optional.empty();
    }
    Set<String> running = new HashSet<>();
    Optional<String> sid = view.user().map(User::sid);
    view.processes()
        .running()
        .forEach(process -> {
          if (sid.isEmpty() || process.ownerSid().isEmpty() || process.ownerSid().equals(sid)) {
            running.add(process.name().toLowerCase(Locale.ROOT));
          }
        });
    List<String> open =
        programs.stream().filter(name -> running.contains(name.toLowerCase(Locale.ROOT))).toList();
    return open.isEmpty()
        ? Optional.empty()
        : closed(
            Gate.PROGRAMS,
            String.join(", ", open)
                + (open.size() == 1 ? " is" : " are")
                + " running; it is tried again once closed.");
  }

  private static Optional<Closed> closed(Gate gate, String reason) {
    return Optional.of(new Closed(gate, reason));
  }
}
