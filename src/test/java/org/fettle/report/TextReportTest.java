package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.fettle.journal.Entry;
import org.junit.jupiter.api.Test;

class TextReportTest {
  @Test
  void aCleanRunIsShort() {
    check("clean", Samples.clean());
  }

  @Test
  void aMessIsToldWorstFirst() {
    check("messy", Samples.messy());
  }

  @Test
  void anApplyTellsWhatWasFixedAndWhatWasNotAndWhy() {
    check("applied", Samples.applied());
  }

  @Test
  void aRollbackTellsWhatWasTakenBackAndWhatWasLeft() {
    RunReport run = Runs.of(Samples.journal()).named(Samples.ROLLBACK).orElseThrow();
    Golden.assertIs("rolled-back.golden.txt", text(run, Style.PLAIN));
  }

  @Test
  void aKilledRunSaysWhatIsInDoubt() {
    check("killed", Samples.killed());
  }

  @Test
  void aRecoveredRunSaysThatItWasInterrupted() {
    check("recovered", Samples.recovered());
  }

  @Test
  void hostileTextsAreShownAndNotObeyed() {
    check("hostile", Samples.hostile());
  }

  @Test
  void verboseTellsEverything() {
    String text =
        new TextReport(Style.PLAIN, true, Samples.texts()).of(RunReport.of(Samples.applied()));
    Golden.assertIs("applied-verbose.golden.txt", text);
  }

  @Test
  void withoutItsColoursAColouredReportIsThePlainOne() {
    RunReport run = RunReport.of(Samples.applied());
    String coloured = text(run, Style.ANSI);
    assertThat(coloured).contains("\u001B[1;31m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(text(run, Style.PLAIN));
  }

  @Test
  void theWordsOfARuleAreLeftOutWhereTheyAreNotAtHand() {
    RunReport run = RunReport.of(Samples.messy());
    String text = new TextReport(Style.PLAIN, false, about -> Optional.empty()).of(run);
    assertThat(text).doesNotContain("Advice").doesNotContain("Why");
  }

  private static void check(String name, List<Entry> entries) {
    String text = text(RunReport.of(entries), Style.PLAIN);
    List<String> lines = text.lines().toList();
    assertThat(lines.subList(0, lines.size() - 1))
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(Page.COLUMNS));
    assertThat(lines.getLast()).startsWith("fettle: ").hasSizeLessThanOrEqualTo(Summary.LONGEST);
    assertThat(text.chars().filter(letter -> letter != '\n'))
        .noneMatch(letter -> letter < ' ' || letter == 0x7F || letter == 0x202E);
    Golden.assertIs(name + ".golden.txt", text);
  }

  private static String text(RunReport run, Style style) {
    return new TextReport(style, false, Samples.texts()).of(run);
  }
}
