package org.fettle.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.fettle.check.Check;
import org.fettle.check.FileAbsentCheck;
import org.fettle.check.FolderAbsentCheck;
import org.fettle.check.TextFileLineCheck;
import org.fettle.check.Verdict;
import org.fettle.windows.Change;
import org.fettle.windows.FileInfo;
import org.fettle.windows.Files;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

/** Rules planned one upon the other, before anything is written. */
class PlannedFilesTest {
  private final MemoryWindows machine =
      new MemoryWindows(
          MachineFile.read(
              """
              disk:
                'C:\\Data\\Cache\\sip_old\\Deep\\a.etl': { text: a }
                'C:\\Data\\Cache\\sip_old\\Deep\\b.ini': { text: b }
                'C:\\Data\\Cache\\Keep\\c.etl': { text: c }
                'C:\\Data\\hosts.txt': { text: "1 a\\n2 b\\n3 c\\n" }
              """));
  private final PlannedWindows plan = new PlannedWindows(machine);

  @Test
  void whatIsPutAsideIsSeenThereAndNoLongerWhereItWas() {
    plan(folders("C:\\Data\\Cache\\sip_*"));
    assertThat(names("C:\\Data\\Cache")).containsExactly("Keep", "sip_old.fettle-1");
    assertThat(files().look("C:\\Data\\Cache\\SIP_OLD")).isEmpty();
    assertThat(files().look("C:\\Data\\Cache\\sip_old\\Deep\\a.etl")).isEmpty();
    assertThat(files().isFile("C:\\Data\\Cache\\sip_old\\Deep\\a.etl")).isFalse();
    assertThat(names("C:\\Data\\Cache\\sip_old.fettle-1\\deep")).containsExactly("a.etl", "b.ini");
    assertThat(folders("C:\\Data\\Cache\\sip_*").judge(plan)).isInstanceOf(Verdict.Pass.class);
    assertThat(machine.files().look("C:\\Data\\Cache\\sip_old")).isPresent();
  }

  @Test
  void aFolderIsPutAsideWithWhatIsAlreadyPlannedInIt() {
    List<Change> first = plan(files("C:\\Data\\Cache\\*\\Deep\\a.etl"));
    plan(
        new TextFileLineCheck(
            "C:\\Data\\Cache\\sip_old\\Deep\\b.ini",
            Optional.empty(),
            Optional.of("more"),
            List.of(),
            Optional.empty()));
    List<Change> second = plan(folders("C:\\Data\\Cache\\sip_old"));
    String deep = "C:\\Data\\Cache\\sip_old.fettle-1\\Deep";
    assertThat(names(deep)).containsExactly("a.etl.fettle-1", "b.ini");
    assertThat(files().read(deep + "\\b.ini", 100)).contains("b\r\nmore\r\n".getBytes(UTF_8));
    assertThat(files().read(deep + "\\a.etl.fettle-1", 100)).contains("a".getBytes(UTF_8));

    first.forEach(machine::apply);
    second.forEach(machine::apply);
    assertThat(machine.files().look(deep + "\\a.etl.fettle-1")).isPresent();
  }

  @Test
  void oneFileIsSplicedByTwoRules() {
    List<Change> first = plan(lines("1 *", "3 *"));
    List<Change> second = plan(lines("2 *"));
    assertThat(files().read("C:\\Data\\hosts.txt", 0)).contains(new byte[0]);

    first.forEach(machine::apply);
    second.forEach(machine::apply);
    assertThat(machine.files().read("C:\\Data\\hosts.txt", 100)).contains(new byte[0]);
    second.reversed().forEach(change -> machine.apply(change.inverse()));
    first.reversed().forEach(change -> machine.apply(change.inverse()));
    assertThat(machine.files().read("C:\\Data\\hosts.txt", 100))
        .contains("1 a\n2 b\n3 c\n".getBytes(UTF_8));
  }

  @Test
  void aNameThatAPlanTookIsNotTakenTwice() {
    plan(files("C:\\Data\\Cache\\Keep\\c.etl"));
    assertThat(names("C:\\Data\\Cache\\Keep")).containsExactly("c.etl.fettle-1");
    plan.files().rename("C:\\Data\\Cache\\Keep\\c.etl.fettle-1", "C.etl");
    assertThat(names("C:\\Data\\Cache\\Keep")).containsExactly("C.etl");
    plan(files("C:\\Data\\Cache\\Keep\\c.etl"));
    assertThat(names("C:\\Data\\Cache\\Keep")).containsExactly("C.etl.fettle-1");
  }

  @Test
  void whatIsPurgedIsGoneWithAllThatWasPlannedInIt() {
    plan(files("C:\\Data\\Cache\\sip_old\\Deep\\a.etl"));
    plan.files().purge("C:\\Data\\Cache\\sip_old");
    assertThat(files().look("C:\\Data\\Cache\\sip_old\\Deep\\a.etl.fettle-1")).isEmpty();
    assertThat(names("C:\\Data\\Cache")).containsExactly("Keep");
  }

  private List<Change> plan(Check check) {
    List<Change> fix = ((Verdict.Fail) check.judge(plan)).fix();
    assertThat(fix).isNotEmpty();
    fix.forEach(plan::apply);
    return fix;
  }

  private Files files() {
    return plan.files();
  }

  private List<String> names(String folder) {
    return files().entries(folder).stream().map(FileInfo::name).toList();
  }

  private static Check folders(String path) {
    return new FolderAbsentCheck(path, List.of(), Optional.empty(), Optional.empty());
  }

  private static Check files(String path) {
    return new FileAbsentCheck(
        path, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Check lines(String... absent) {
    return new TextFileLineCheck(
        "C:\\Data\\hosts.txt",
        Optional.empty(),
        Optional.empty(),
        List.of(absent),
        Optional.empty());
  }
}
