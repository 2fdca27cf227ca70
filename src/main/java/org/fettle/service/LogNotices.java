package org.fettle.service;

import java.util.function.Consumer;
import org.fettle.report.AuditLog;
import org.fettle.report.Escapes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notices to the log, for people. */
final class LogNotices implements Consumer<Notice> {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final int LONGEST = 1_000;

  private final AuditLog audit = new AuditLog();

  @Override
  public void accept(Notice notice) {
    switch (notice) {
      case Notice.Started started -> LOG.info("The service is up: Fettle {}.", started.version());
      case Notice.Stopped stopped -> LOG.info("The service has stopped.");
      case Notice.TaskFailed failed ->
          LOG.error("{} The service goes on.", visible(failed.problem()), failed.cause());
      case Notice.Failed failed ->
          LOG.error("The service ends with an error: {}", visible(failed.problem()));
      case Notice.NotProtected weak ->
          weak.sentences().forEach(one -> LOG.error("The service stops. {}", visible(one)));
      case Notice.Noted noted -> LOG.info("{}", visible(noted.sentence()));
      case Notice.Weak weak -> LOG.warn("{}", visible(weak.sentence()));
      case Notice.PolicyTaken taken -> LOG.info("{}", taken.inForce().sentence());
      case Notice.PolicyRefused refused -> {
        LOG.error(
            "What {} offers is refused; {}.",
            refused.source(),
            refused
                .inForce()
                .map(good -> "the last good assignment, " + good + ", stays in force")
                .orElse("there is none in force"));
        refused.reasons().forEach(reason -> LOG.error("{}", visible(reason)));
      }
      case Notice.PolicyUnreachable gone ->
          LOG.warn("It cannot be told what {} offers: {}", gone.source(), visible(gone.reason()));
      case Notice.PolicySettled settled ->
          LOG.info("What {} offers is what is in force.", settled.source());
      case Notice.PolicyWithdrawn gone ->
          LOG.warn("{} offers no assignment any more: none is in force.", gone.source());
      case Notice.NoSchedule without ->
          LOG.warn(
              "The assignment {} has no schedule: the service judges nothing.",
              without.assignment());
      case Notice.NotHere other ->
          LOG.info("The assignment {} is not for this machine.", other.assignment());
      case Notice.NextRun next -> {}
      case Notice.JournalVerified verified ->
          verified
              .problem()
              .ifPresent(problem ->
                  LOG.error("The journal is not as it was written. {}", visible(problem)));
      case Notice.Recorded recorded -> audit.tell(recorded.entry());
      case Notice.RunEnded ended ->
          LOG.info("Run {} by {}: {}.", ended.run(), ended.assignment(), ended.counts());
      case Notice.RunLeftOut left -> LOG.warn("{}", visible(left.reason()));
      case Notice.Fight fight ->
          LOG.error(
              "{} is set back again and again by something else: {}. It is left alone.",
              fight.about().policy() + "/" + fight.about().rule(),
              visible(fight.what()));
    }
  }

  private static String visible(String text) {
    return Escapes.visible(text, LONGEST);
  }
}
