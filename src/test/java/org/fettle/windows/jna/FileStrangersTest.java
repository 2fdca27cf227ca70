package org.fettle.windows.jna;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fettle.windows.jna.FilesContract.refusal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.WritableFiles;
import org.fettle.windows.jna.FileCalls.Refused;
import org.fettle.windows.jna.FileLinksTest.Verb;
import org.fettle.windows.jna.JnaFiles.Writing;
import org.fettle.windows.jna.Protection.Entry;
import org.fettle.windows.jna.ScriptedDrive.Thing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom an administrator's hand keeps away from, and what becomes of a file's protection. */
class FileStrangersTest {
  private static final byte[] TEXT = "the same inside and outside".getBytes(UTF_8);
  private static final byte[] OTHER = "another text".getBytes(UTF_8);
  private static final String FILE = "C:\\home\\box\\file";

  private final ScriptedDrive drive = new ScriptedDrive();

  FileStrangersTest() {
    drive.file(FILE, TEXT);
  }

  private WritableFiles files(Writing writing) {
    return new JnaFiles(
        () -> {
          throw new AssertionError("The environment is not asked.");
        },
        writing,
        drive,
        () -> "S-1-5-18");
  }

  private Thing at(String path) {
    return Objects.requireNonNull(drive.find(path), path);
  }

  private static Protection usersMay(int rights) {
    return new Protection(
        ScriptedDrive.ADMINISTRATORS,
        Optional.of(List.of(new Entry(0, 0, rights, ScriptedDrive.USERS))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      names = {"RENAME", "REPLACE", "PURGE"})
  void whereUsersMayPutFilesAnAdministratorsHandWritesNothing(Verb verb) {
    at("C:\\home\\box").protection = usersMay(0x2);
    assertThat(refusal(() -> verb.run(files(Writing.AS_ADMINISTRATOR), FILE)))
        .isEqualTo(Kind.FORBIDDEN);
    assertThat(at(FILE).content).isEqualTo(TEXT);
    verb.run(files(Writing.AS_THE_USER), FILE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      names = {"RENAME", "REPLACE", "PURGE"})
  void whereUsersMayTakeAFolderAwayItWritesNothingBelow(Verb verb) {
    at("C:\\home").protection = usersMay(0x40);
    assertThat(refusal(() -> verb.run(files(Writing.AS_ADMINISTRATOR), FILE)))
        .isEqualTo(Kind.FORBIDDEN);
    at("C:\\home").protection = usersMay(0x4);
    verb.run(files(Writing.AS_ADMINISTRATOR), FILE);
  }

  @Test
  void aTreeIsNotRemovedBelowAFolderThatUsersMayWrite() {
    at("C:\\home\\box").protection = usersMay(0x2);
    assertThatThrownBy(() -> files(Writing.AS_ADMINISTRATOR).purge("C:\\home\\box"))
        .hasMessage(
            "C:\\home\\box is not written: S-1-5-32-545, no administrator, may change the folder"
                + " C:\\home\\box.");
    assertThat(drive.find(FILE)).isNotNull();
  }

  @Test
  void lookingIsAllowedEverywhere() {
    at("C:\\home\\box").protection = usersMay(-1);
    assertThat(files(Writing.AS_ADMINISTRATOR).read(FILE, 100)).contains(TEXT);
  }

  @Test
  void aNewContentHasTheProtectionOfTheOld() {
    at(FILE).protection = usersMay(0x1);
    files(Writing.AS_ADMINISTRATOR).replace(FILE, TEXT, OTHER);
    assertThat(at(FILE).protection).isEqualTo(usersMay(0x1));
  }

  @Test
  void aFileWhoseProtectionCannotBeKeptIsLeftAlone() {
    at(FILE).protection = usersMay(0x1);
    // Windows takes the list, and gives back another one.
    drive.hand =
        call -> {
          if (call.equals("write")) {
            at(FILE + FileWrites.NEW).protection = usersMay(0x2);
          }
        };
    assertThat(refusal(() -> files(Writing.AS_ADMINISTRATOR).replace(FILE, TEXT, OTHER)))
        .isEqualTo(Kind.BROKEN);
    assertThat(at(FILE).content).isEqualTo(TEXT);
    assertThat(drive.find(FILE + FileWrites.NEW)).isNull();
  }

  @Test
  void aFileWithStreamsIsLeftAlone() {
    at(FILE).streams = true;
    assertThat(refusal(() -> files(Writing.AS_ADMINISTRATOR).replace(FILE, TEXT, OTHER)))
        .isEqualTo(Kind.BROKEN);
  }

  @Test
  void aFileWhoseStreamsAreNotToldIsLeftAlone() {
    drive.hand = refusing("streams", 5);
    assertThat(refusal(() -> files(Writing.AS_ADMINISTRATOR).replace(FILE, TEXT, OTHER)))
        .isEqualTo(Kind.DENIED);
    assertThat(at(FILE).content).isEqualTo(TEXT);
  }

  @Test
  void whatCouldNotBeRemovedAfterAFailureIsClosedAndTold() {
    for (String failing : List.of("write", "rename over file")) {
      drive.hand = refusing(failing, 112).andThen(refusing("remove", 32));
      assertThatThrownBy(() -> files(Writing.AS_ADMINISTRATOR).replace(FILE, TEXT, OTHER))
          .hasMessage("Cannot write " + FILE + ": disk full (112).")
          .satisfies(e ->
              assertThat(e.getSuppressed())
                  .singleElement()
                  .extracting(removal -> ((Refused) removal).code())
                  .isEqualTo(32));
      assertThat(drive.held()).isZero();
      drive.hand = call -> {};
      files(Writing.AS_ADMINISTRATOR).replace(FILE, TEXT, TEXT);
      assertThat(drive.find(FILE + FileWrites.NEW)).isNull();
    }
  }

  @Test
  void whatAnotherProgramHoldsIsNotWaitedFor() {
    drive.hand = refusing("open file", Refused.HELD);
    assertThatThrownBy(() -> files(Writing.AS_ADMINISTRATOR).rename(FILE, "renamed"))
        .hasMessage(
            "Cannot rename " + FILE + ": another program holds it, or a folder on the way there.");
    assertThat(drive.held()).isZero();
  }

  private static Consumer<String> refusing(String failing, int code) {
    return call -> {
      if (call.equals(failing)) {
        throw new Refused(code);
      }
    };
  }

  /** The power goes off. */
  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1;
  }

  @Test
  void aCrashBeforeAnyCallLeavesTheOldContentOrTheNewAndTheNextTryCleansUp() {
    for (boolean old : List.of(false, true)) {
      boolean done = false;
      for (int at = 1; !done; at++) {
        ScriptedDrive crashing = new ScriptedDrive();
        crashing.file(FILE, TEXT);
        crashing.old = old;
        done = crashedAt(crashing, at);
        byte[] content = Objects.requireNonNull(crashing.find(FILE)).content;
        boolean isOld = Arrays.equals(content, TEXT);
        assertThat(isOld || Arrays.equals(content, OTHER)).as("call %d", at).isTrue();

        crashing.hand = call -> {};
        crashing.forgetHandles();
        WritableFiles next =
            new JnaFiles(
                () -> {
                  throw new AssertionError("The environment is not asked.");
                },
                Writing.AS_ADMINISTRATOR,
                crashing,
                () -> "S-1-5-18");
        next.replace(FILE, content, OTHER);
        assertThat(next.entries("C:\\home\\box")).hasSize(1);
        assertThat(next.read(FILE, 100)).contains(OTHER);
        assertThat(at).isLessThan(100);
      }
    }
  }

  /** Whether the work was done before the power went off. */
  private boolean crashedAt(ScriptedDrive crashing, int at) {
    int[] calls = {0};
    crashing.hand =
        call -> {
          if (++calls[0] >= at) {
            throw new PowerCut();
          }
        };
    JnaFiles files =
        new JnaFiles(
            () -> {
              throw new AssertionError("The environment is not asked.");
            },
            Writing.AS_ADMINISTRATOR,
            crashing,
            () -> "S-1-5-18");
    try {
      files.replace(FILE, TEXT, OTHER);
      return true;
    } catch (WindowsException e) {
      assertThat(e).hasMessageContaining("Cannot write");
      return false;
    }
  }
}
