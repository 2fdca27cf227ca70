package org.fettle.windows.jna;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.windows.jna.FilesContract.refusal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fettle.windows.FileInfo;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.WritableFiles;
import org.fettle.windows.jna.ScriptedDrive.Thing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Links of all sorts, on the way and at the end, there before or swapped in between any two calls:
 * no verb ever touches what lies outside the folder that was named. The real calls stand below this
 * drive of the test's own, for Wine has no links.
 */
class FileLinksTest {
  private static final String BOX = "C:\\home\\box";
  private static final String FILE = BOX + "\\file";
  private static final byte[] TEXT = "the same inside and outside".getBytes(UTF_8);
  private static final byte[] OTHER = "another text".getBytes(UTF_8);

  /** What the seam can do with a path. */
  enum Verb {
    LOOK((files, path) -> files.look(path)),
    ENTRIES((files, path) -> files.entries(path)),
    READ((files, path) -> files.read(path, 100)),
    VERSION((files, path) -> files.version(path)),
    RENAME((files, path) -> files.rename(path, "renamed")),
    REPLACE((files, path) -> files.replace(path, TEXT, OTHER)),
    PURGE((files, path) -> files.purge(path));

    private interface Work {
      void run(WritableFiles files, String path);
    }

    @SuppressWarnings("ImmutableEnumChecker") // it captures nothing
    private final Work work;

    Verb(Work work) {
      this.work = work;
    }

    void run(WritableFiles files, String path) {
      work.run(files, path);
    }
  }

  /** What somebody may do between two calls. */
  enum Attack {
    /** Puts a link in the place of the folder. */
    FOLDER_FOR_LINK {
      @Override
      void strike(ScriptedDrive drive) {
        Thing box = at(drive, BOX);
        if (!drive.isPinned(box)) {
          force(drive);
        }
      }
    },
    /** The same, as if Windows did not heed that the folder is held. */
    FOLDER_FOR_LINK_BY_FORCE {
      @Override
      void strike(ScriptedDrive drive) {
        force(drive);
      }
    },
    /** Empties the folder as far as that is possible, and makes it a link where it lies. */
    FOLDER_BECOMES_LINK {
      @Override
      void strike(ScriptedDrive drive) {
        Thing box = at(drive, BOX);
        Thing aside = drive.folder("C:\\home\\aside");
        box.things
            .entrySet()
            .removeIf(entry -> {
              boolean moves = !drive.isPinned(entry.getValue());
              if (moves) {
                aside.things.put(entry.getKey(), entry.getValue());
              }
              return moves;
            });
        if (box.things.isEmpty()) {
          box.target = at(drive, OUTSIDE);
        }
      }
    },
    /** Puts a link in the place of the file. */
    FILE_FOR_LINK {
      @Override
      void strike(ScriptedDrive drive) {
        swapFile(drive, Thing.linkTo(at(drive, OUTSIDE + "\\file")));
      }
    },
    /** Puts another name of a file outside in the place of the file. */
    FILE_FOR_HARD_LINK {
      @Override
      void strike(ScriptedDrive drive) {
        Thing outside = at(drive, OUTSIDE + "\\file");
        outside.names++;
        swapFile(drive, outside);
      }
    };

    abstract void strike(ScriptedDrive drive);

    static void force(ScriptedDrive drive) {
      drive.folder("C:\\home").things.put("aside", at(drive, BOX));
      drive.put(BOX, Thing.linkTo(at(drive, OUTSIDE)));
    }

    static void swapFile(ScriptedDrive drive, Thing other) {
      Thing box = at(drive, BOX);
      Thing file = box.things.get("file");
      if (file != null && !drive.isPinned(file)) {
        drive.folder("C:\\home\\aside").things.put("file", file);
        box.things.put("file", other);
      }
    }
  }

  private static final String OUTSIDE = "C:\\outside";

  private static Thing at(ScriptedDrive drive, String path) {
    return Objects.requireNonNull(drive.find(path), path);
  }

  private static ScriptedDrive drive() {
    return drive(true);
  }

  private static ScriptedDrive drive(boolean leftovers) {
    ScriptedDrive drive = new ScriptedDrive();
    drive.file(FILE, TEXT);
    drive.file(BOX + "\\deep\\file", TEXT);
    drive.file(OUTSIDE + "\\file", TEXT);
    drive.file(OUTSIDE + "\\deep\\file", TEXT);
    if (leftovers) { // as a crash of a replacement may leave them, on either side
      drive.file(FILE + FileWrites.NEW, TEXT);
      drive.file(OUTSIDE + "\\file" + FileWrites.NEW, TEXT);
    }
    return drive;
  }

  private static WritableFiles files(ScriptedDrive drive) {
    return new JnaFiles(
        () -> {
          throw new AssertionError("The environment is not asked.");
        },
        JnaFiles.Writing.AS_ADMINISTRATOR,
        drive,
        () -> "S-1-5-18");
  }

  private static String outside(ScriptedDrive drive) {
    return ScriptedDrive.picture(at(drive, OUTSIDE));
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void withoutAnyLinkAllIsDone(Verb verb) {
    for (String path : List.of(FILE, BOX)) {
      ScriptedDrive drive = drive();
      boolean reading =
          path.equals(BOX) && List.of(Verb.READ, Verb.VERSION, Verb.REPLACE).contains(verb);
      if (reading) {
        assertThat(refusal(() -> verb.run(files(drive), path))).isEqualTo(Kind.BROKEN);
      } else {
        verb.run(files(drive), path);
      }
      assertThat(drive.held()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void aLinkOnTheWayIsRefused(Verb verb) {
    for (String link : List.of("C:\\home", BOX)) {
      ScriptedDrive drive = drive();
      Thing behind = link.equals(BOX) ? at(drive, OUTSIDE) : drive.folder("C:\\other");
      drive.file("C:\\other\\box\\file", TEXT);
      String before = ScriptedDrive.picture(drive.folder("C:\\other")) + outside(drive);
      drive.put(link, Thing.linkTo(behind));
      assertThat(refusal(() -> verb.run(files(drive), FILE))).isEqualTo(Kind.FORBIDDEN);
      assertThat(ScriptedDrive.picture(drive.folder("C:\\other")) + outside(drive))
          .isEqualTo(before);
      assertThat(drive.held()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void aLinkAtTheEndIsToldAndNothingElseIsDoneWithIt(Verb verb) {
    for (String path : List.of(FILE, BOX)) {
      ScriptedDrive drive = drive();
      drive.put(path, Thing.linkTo(at(drive, path.equals(FILE) ? OUTSIDE + "\\file" : OUTSIDE)));
      String before = ScriptedDrive.picture(drive.root);
      if (verb == Verb.LOOK) {
        assertThat(files(drive).look(path))
            .get()
            .extracting(FileInfo::kind)
            .isEqualTo(FileInfo.Kind.LINK);
      } else {
        assertThat(refusal(() -> verb.run(files(drive), path))).isEqualTo(Kind.FORBIDDEN);
      }
      assertThat(ScriptedDrive.picture(drive.root)).isEqualTo(before);
      assertThat(drive.held()).isZero();
    }
  }

  @Test
  void aFolderTellsTheLinksInIt() {
    ScriptedDrive drive = drive();
    drive.put(BOX + "\\link", Thing.linkTo(at(drive, OUTSIDE)));
    assertThat(files(drive).entries(BOX))
        .filteredOn(found -> found.kind() == FileInfo.Kind.LINK)
        .extracting(FileInfo::name)
        .containsExactly("link");
  }

  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      names = {"RENAME", "REPLACE", "PURGE"})
  void aFileOfSeveralNamesIsNotWritten(Verb verb) {
    ScriptedDrive drive = drive();
    drive.hardLink(FILE, at(drive, OUTSIDE + "\\file"));
    String before = ScriptedDrive.picture(drive.root);
    assertThat(refusal(() -> verb.run(files(drive), FILE))).isEqualTo(Kind.FORBIDDEN);
    assertThat(ScriptedDrive.picture(drive.root)).isEqualTo(before);
  }

  @Test
  void linksInARemovedFolderAreRemovedThemselves() {
    ScriptedDrive drive = drive();
    drive.put(BOX + "\\deep\\junction", Thing.linkTo(at(drive, OUTSIDE)));
    drive.put(BOX + "\\symbolic", Thing.linkTo(at(drive, OUTSIDE + "\\file")));
    drive.hardLink(BOX + "\\hard", at(drive, OUTSIDE + "\\file"));
    String before = outside(drive);
    files(drive).purge(BOX);
    assertThat(drive.find(BOX)).isNull();
    assertThat(outside(drive)).isEqualTo(before);
    assertThat(at(drive, OUTSIDE + "\\file").names).isEqualTo(1);
  }

  @Test
  void aLinkInThePlaceOfTheNewFileIsLeftAlone() {
    ScriptedDrive drive = drive();
    drive.put(FILE + FileWrites.NEW, Thing.linkTo(at(drive, OUTSIDE + "\\file")));
    String before = ScriptedDrive.picture(drive.root);
    assertThat(refusal(() -> files(drive).replace(FILE, TEXT, OTHER))).isEqualTo(Kind.FORBIDDEN);
    assertThat(ScriptedDrive.picture(drive.root)).isEqualTo(before);
  }

  static Stream<Arguments> swaps() {
    List<Arguments> swaps = new ArrayList<>();
    for (Verb verb : Verb.values()) {
      for (Attack attack : Attack.values()) {
        swaps.add(Arguments.of(verb, attack));
      }
    }
    return swaps.stream();
  }

  @ParameterizedTest
  @MethodSource("swaps")
  void whateverIsSwappedBetweenTwoCallsNothingOutsideIsTouched(Verb verb, Attack attack) {
    for (boolean leftovers : List.of(false, true)) {
      for (boolean old : List.of(false, true)) {
        for (String path : List.of(FILE, BOX)) {
          int calls = calls(verb, path, leftovers);
          for (int at = 1; at <= calls; at++) {
            ScriptedDrive drive = drive(leftovers);
            drive.old = old;
            drive.hand = new At(at, attack, drive);
            String before = outside(drive);
            try {
              verb.run(files(drive), path);
            } catch (WindowsException e) {
              assertThat(e.kind()).isNotNull(); // refused is as good as done
            }
            assertThat(outside(drive))
                .as("%s before call %d of %d", path, at, calls)
                .isEqualTo(before);
            assertThat(drive.held()).isZero();
          }
        }
      }
    }
  }

  private static int calls(Verb verb, String path, boolean leftovers) {
    ScriptedDrive drive = drive(leftovers);
    int[] calls = {0};
    drive.hand = call -> calls[0]++;
    try {
      verb.run(files(drive), path);
    } catch (WindowsException e) {
      assertThat(path).isEqualTo(BOX);
    }
    assertThat(calls[0]).isGreaterThan(3);
    return calls[0];
  }

  /** Strikes once, before one call. */
  private static final class At implements Consumer<String> {
    private final int call;
    private final Attack attack;
    private final ScriptedDrive drive;
    private int seen;

    At(int call, Attack attack, ScriptedDrive drive) {
      this.call = call;
      this.attack = attack;
      this.drive = drive;
    }

    @Override
    public void accept(String ignored) {
      if (++seen == call) {
        attack.strike(drive);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Attack.class)
  void whateverIsSwappedNothingOutsideIsRead(Attack attack) {
    int calls = calls(Verb.READ, FILE, false);
    for (int at = 1; at <= calls; at++) {
      ScriptedDrive drive = drive(false);
      at(drive, OUTSIDE + "\\file").content = OTHER;
      // Who puts another name of a file into a folder of their own shows what they could show
      // anyway.
      boolean allowed = attack == Attack.FILE_FOR_HARD_LINK;
      drive.hand = new At(at, attack, drive);
      try {
        assertThat(files(drive).read(FILE, 100).filter(found -> Arrays.equals(found, OTHER)))
            .as("before call %d of %d", at, calls)
            .matches(outside -> outside.isEmpty() || allowed);
      } catch (WindowsException e) {
        assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN);
      }
    }
  }

  @Test
  void aSwapThatComesInTimeIsRefused() {
    for (Attack attack : Attack.values()) {
      ScriptedDrive drive = drive();
      attack.strike(drive);
      for (Verb verb : List.of(Verb.RENAME, Verb.REPLACE, Verb.PURGE)) {
        assertThat(refusal(() -> verb.run(files(drive), FILE)))
            .as("%s", attack)
            .isEqualTo(Kind.FORBIDDEN);
      }
    }
  }

  @Test
  void aShortNameIsLookedAtButNotWritten() {
    ScriptedDrive drive = drive();
    drive.folder("C:\\home").things.put("LONGNA~1", at(drive, BOX));
    drive.folder("C:\\home").things.remove("box");
    assertThat(files(drive).look("C:\\home\\LONGNA~1\\file")).isPresent();
    assertThat(refusal(() -> files(drive).purge("C:\\home\\LONGNA~1\\file")))
        .isEqualTo(Kind.FORBIDDEN);
  }
}
