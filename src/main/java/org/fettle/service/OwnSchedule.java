package org.fettle.service;

import java.util.Optional;
import org.fettle.journal.Event;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Schedule;

/** Policies whose assignments are gone by at this endpoint's own times where they name none. */
record OwnSchedule(Policies policies, Schedule schedule) implements Policies {
  @Override
  public String source() {
    return policies.source();
  }

  @Override
  public Optional<Assignment> current() {
    return policies
        .current()
        .map(said -> said.schedule().isPresent() ? said : said.withSchedule(schedule));
  }

  @Override
  public Look resume() {
    return policies.resume();
  }

  @Override
  public Look refresh() {
    return policies.refresh();
  }

  @Override
  public void written(Event record) {
    policies.written(record);
  }

  @Override
  public void hurry() {
    policies.hurry();
  }

  @Override
  public void stop() {
    policies.stop();
  }
}
