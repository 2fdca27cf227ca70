package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTextTest {
  private final HistoryText history = new HistoryText(Style.PLAIN);
  private final Runs runs = Runs.of(Samples.journal());

  @Test
  void theRunsAreATableOf80Columns() {
    String table = history.of(runs);
    assertThat(table.lines())
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(Page.COLUMNS));
    Golden.assertIs("history.golden.txt", table);
  }

  @Test
  void whereThereAreOlderRunsItSaysHowTheyAreListed() {
    Runs newest = new Runs(runs.runs(), List.of(), false);
    assertThat(history.of(runs)).doesNotContain("--last");
    assertThat(history.of(newest)).contains("fettle history --last N");
  }

  @Test
  void anEmptyJournalSaysSo() {
    assertThat(history.of(Runs.of(List.of()))).isEqualTo("There are no runs yet.\n");
  }

  @Test
  void aRunsDetailsAreItsChangesAndHowTheyAreTakenBack() {
    Golden.assertIs("history-applied.golden.txt", history.details(RunReport.of(Samples.applied())));
  }

  @Test
  void whatALaterRunTookBackIsNotOfferedAgain() {
    String details = history.details(runs.named(Samples.APPLY).orElseThrow());
    assertThat(details)
        .contains("taken back by " + Samples.ROLLBACK + "/1")
        .doesNotContain("--rule trust-model-data-2016")
        .contains("--rule machine-guid-plain");
  }

  @Test
  void hostileNamesDoNotBreakTheTable() {
    String table = history.of(Runs.of(Samples.hostile()));
    assertThat(table).contains("‹U+202E›").doesNotContain("\u202E");
  }
}
