package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of every kind, on a machine in memory. */
class KindCasesTest {
  @TestFactory
  Stream<DynamicTest> everyCaseOfEveryKindOnAMachineInMemory() {
    return KindCases.all().stream()
        .flatMap(kind -> kind.cases().stream())
        .map(each -> dynamicTest(each.toString(), () -> CaseRun.run(each, MemoryBench::new)));
  }

  @TestFactory
  Stream<DynamicTest> everyCaseSeenThroughItsOwnKeysAsOnARealMachine() {
    return KindCases.all().stream()
        .flatMap(kind -> kind.cases().stream())
        .map(each -> dynamicTest(each.toString(), () -> CaseRun.run(each, KeysBench::new)));
  }

  @Test
  void everyKindHasItsFileAndEveryFileItsKind() {
    Set<String> kinds =
        Arrays.stream(Check.class.getPermittedSubclasses())
            .map(KindCasesTest::kind)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(KindCases.all().stream().map(KindCases::kind)).containsExactlyElementsOf(kinds);
  }

  @Test
  void everyFileIsAboutItsKind() {
    for (KindCases kind : KindCases.all()) {
      assertThat(kind(kind.check().getClass())).isEqualTo(kind.kind());
      assertThat(kind.about()).as(kind.kind()).endsWith(".");
    }
  }

  @Test
  void everyKindHasACaseThatPassesOneThatFailsAndOneThatCannotBeJudged() {
    for (KindCases kind : KindCases.all()) {
      assertThat(kind.cases().stream().map(KindCase::verdict))
          .as(kind.kind())
          .contains(KindCase.Answer.PASS, KindCase.Answer.FAIL, KindCase.Answer.ERROR);
    }
  }

  @Test
  void everyKindThatTakesMissingHasACaseThatDoesNotApply() {
    for (KindCases kind : KindCases.all()) {
      boolean takesMissing =
          Arrays.stream(kind.check().getClass().getRecordComponents())
              .anyMatch(component -> component.getName().equals("missing"));
      if (takesMissing) {
        assertThat(kind.cases().stream().map(KindCase::verdict))
            .as(kind.kind())
            .contains(KindCase.Answer.NOT_APPLICABLE);
      }
    }
  }

  @Test
  void noTwoCasesOfAKindHaveTheSameName() {
    for (KindCases kind : KindCases.all()) {
      List<String> names = kind.cases().stream().map(KindCase::name).toList();
      assertThat(names).as(kind.kind()).doesNotHaveDuplicates();
    }
  }

  private static String kind(Class<?> check) {
    return check
        .getSimpleName()
        .replaceFirst("Check$", "")
        .replaceAll("(?<=.)(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** A case in memory, of which only its own keys are looked at. */
  private record KeysBench(MemoryWindows windows, CaseKeys keys) implements CaseRun.Bench {
    KeysBench(KindCase kindCase) {
      this(new MemoryWindows(kindCase.machine()), new CaseKeys(kindCase));
    }

    @Override
    public String state() {
      return keys.state(windows.as(windows.users().self().orElseThrow()).registry());
    }

    @Override
    public String stateOf(MachineFile machine) {
      return keys.stateOf(machine);
    }

    @Override
    public void close() {
      windows.close();
    }
  }
}
