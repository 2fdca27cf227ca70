package org.fettle.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Outcome;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;
import org.fettle.report.RunReport.State;
import org.jspecify.annotations.Nullable;

/** Reads one run out of its records. */
final class RunReader {
  private static final String INTERRUPTED = "The run was interrupted before anything was done.";
  private static final String NOT_YET =
      "The run has not come to this, or was killed before it did.";
  private static final String BEGUN =
      "The fix was begun, and its end is not written down; if the run was killed, the next start"
          + " of Fettle settles it.";

  private final Links links;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<Integer, Draft> byChange = new LinkedHashMap<>();

  RunReader(Links links) {
    this.links = links;
  }

  RunReport read(List<Entry> entries) {
    if (entries.isEmpty() || !(entries.getFirst().event() instanceof Event.RunStarted started)) {
      throw new IllegalArgumentException("These records are not those of a run from its start.");
    }
    Entry first = entries.getFirst();
    Optional<Instant> ended = Optional.empty();
    boolean interrupted = false;
    for (Entry entry : entries) {
      if (!entry.run().equals(first.run())) {
        throw new IllegalArgumentException("These records are not those of one run.");
      }
      if (entry.event() instanceof Event.RunEnded end) {
        ended = Optional.of(entry.time());
        interrupted = end.interrupted();
      } else {
        take(entry.event());
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (Draft draft : drafts.values()) {
      findings.add(draft.finding(first.run(), ended.isPresent()));
    }
    return new RunReport(
        first.run(),
        started.command(),
        first.time(),
        ended,
        interrupted,
        started.machine(),
        started.by(),
        started.agent(),
        started.assignment(),
        started.policies(),
        findings);
  }

  private void take(Event event) {
    switch (event) {
      case Event.Judged judged -> draft(judged.about()).judged = judged;
      case Event.Intended intended -> {
        Draft draft = draft(intended.about());
        draft.intended.put(intended.change(), intended);
        byChange.put(intended.change(), draft);
      }
      case Event.Applied applied -> state(applied.change(), new State.Applied());
      case Event.Refused refused -> state(refused.change(), new State.Refused(refused.problem()));
      case Event.Concluded concluded -> draft(concluded.about()).concluded = concluded;
      case Event.RunStarted started -> {}
      case Event.RunEnded ended -> {}
      case Event.PolicyTaken taken -> {}
      case Event.PolicyRefused refused -> {}
      case Event.OlderRemoved older -> {}
      case Event.TornRecord torn -> {}
      case Event.DamageSetAside damage -> {}
    }
  }

  private Draft draft(About about) {
    return drafts.computeIfAbsent(about.identity(), identity -> new Draft(about));
  }

  private void state(int change, State state) {
    @Nullable Draft draft = byChange.get(change);
    if (draft != null) {
      draft.states.put(change, state);
    }
  }

  /** What is known of a finding so far. */
  private final class Draft {
    private final About about;
    private final Map<Integer, Event.Intended> intended = new LinkedHashMap<>();
    private final Map<Integer, State> states = new LinkedHashMap<>();
    private Event.@Nullable Judged judged;
    private Event.@Nullable Concluded concluded;

    Draft(About about) {
      this.about = about;
    }

    Finding finding(String run, boolean ended) {
      List<RecordedChange> changes = new ArrayList<>();
      for (Event.Intended one : intended.values()) {
        changes.add(
            new RecordedChange(
                one.change(),
                one.what(),
                one.purpose(),
                links.isPurged(run, one.change())
                    ? new State.Purged()
                    : states.getOrDefault(one.change(), new State.Unknown()),
                one.undoes(),
                links.undoneBy(run, one.change())));
      }
      Optional<Event.Judged> here = Optional.ofNullable(judged);
      Optional<Event.Judged> named = here.or(() -> links.judged(about));
      return new Finding(
          about,
          named.map(Event.Judged::title).orElse(about.rule()),
          named.map(Event.Judged::severity),
          here.map(Event.Judged::verdict),
          here.flatMap(Event.Judged::optIn),
          concluded == null ? unsettled() : concluded.outcome(),
          concluded == null ? whyUnsettled(ended) : concluded.reason(),
          changes);
    }

    // What was judged stays true when the run dies; only what it had begun is in doubt.
    private Outcome unsettled() {
      if (!intended.isEmpty() || judged == null) {
        return Outcome.UNKNOWN;
      }
      return switch (judged.verdict()) {
        case Verdict.Pass pass -> Outcome.COMPLIANT;
        case Verdict.Fail fail -> Outcome.REPORTED;
        case Verdict.NotApplicable not -> Outcome.SKIPPED;
        case Verdict.Error error -> Outcome.UNKNOWN;
      };
    }

    private String whyUnsettled(boolean ended) {
      if (!intended.isEmpty() || judged == null) {
        return BEGUN;
      }
      return switch (judged.verdict()) {
        case Verdict.Pass pass -> "";
        case Verdict.Fail fail -> ended ? INTERRUPTED : NOT_YET;
        case Verdict.NotApplicable not -> Phrases.sentence(not.reason());
        case Verdict.Error error -> error.problem();
      };
    }
  }
}
