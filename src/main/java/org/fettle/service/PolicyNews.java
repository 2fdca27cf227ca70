package org.fettle.service;

import java.util.Optional;
import java.util.function.Consumer;
import org.fettle.journal.Event;
import org.fettle.policy.Assignment;
import org.fettle.service.Policies.Look;

/** Tells what came of looks at policies, each thing once, and the end of trouble as well. */
final class PolicyNews {
  private final Policies policies;
  private final Consumer<Notice> notices;
  private final Record journal;
  private Look told = new Look.Unchanged();
  private boolean inTrouble;

  /** What has an event written into the journal, sooner or later, and something done after that. */
  interface Record {
    void write(Event event, Runnable written);
  }

  PolicyNews(Policies policies, Consumer<Notice> notices, Record journal) {
    this.policies = policies;
    this.notices = notices;
    this.journal = journal;
  }

  void tell(Look found) {
    if (found.equals(told)) {
      return; // A folder that cannot be read is complained of once.
    }
    told = found;
    boolean wasInTrouble = inTrouble;
    inTrouble =
        found instanceof Look.Refused
            || found instanceof Look.Unreachable
            || (found instanceof Look.Unchanged && inTrouble);
    notice(found, wasInTrouble).ifPresent(notices);
    found.record().ifPresent(record -> journal.write(record, () -> policies.written(record)));
  }

  private Optional<Notice> notice(Look found, boolean wasInTrouble) {
    return switch (found) {
      case Look.Unchanged nothing -> Optional.empty();
      case Look.Agreed agreed ->
          wasInTrouble
              ? Optional.of(new Notice.PolicySettled(policies.source()))
              : Optional.empty();
      case Look.Taken taken -> Optional.of(new Notice.PolicyTaken(taken.inForce()));
      case Look.Withdrawn gone -> Optional.of(new Notice.PolicyWithdrawn(policies.source()));
      case Look.Unreachable unreachable ->
          Optional.of(new Notice.PolicyUnreachable(policies.source(), unreachable.reason()));
      case Look.Refused refused ->
          Optional.of(
              new Notice.PolicyRefused(
                  policies.source(), refused.reasons(), policies.current().map(Assignment::id)));
    };
  }
}
