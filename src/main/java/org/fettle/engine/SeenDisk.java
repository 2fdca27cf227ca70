package org.fettle.engine;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FileVersion;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.MachineFile;
import org.jspecify.annotations.Nullable;

/** The files and folders that were looked at, whoever looked. */
final class SeenDisk {
  /** Nobody would read a machine file of more, and hardly anything else could be found in it. */
  static final int MOST = 20_000;

  private final NavigableMap<String, Thing> things = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final NavigableSet<String> asked = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final NavigableSet<String> programs = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private Optional<String> tooMany = Optional.empty();

  /** Something that is there. */
  static final class Thing {
    final FileInfo.Kind kind;

    /** What its folder tells of it; empty where only its folder's closed door is known. */
    final Optional<FileInfo> info;

    byte @Nullable [] content;
    Optional<FileVersion> version = Optional.empty();
    boolean denied;

    private Thing(FileInfo.Kind kind, Optional<FileInfo> info) {
      this.kind = kind;
      this.info = info;
    }
  }

  /** Keeps what is at that path; what was kept of it before stays. */
  Thing add(String path, FileInfo info) {
    return add(path, new Thing(info.kind(), Optional.of(info)));
  }

  private Thing add(String path, Thing thing) {
    Thing known = things.get(path);
    if (known != null) {
      return known;
    }
    if (things.size() >= MOST) {
      // Not thrown here, where it would be taken for a verdict.
      tooMany = Optional.of(FilePaths.parent(path));
    } else {
      things.put(path, thing);
    }
    return thing;
  }

  /** Keeps that nobody may see what is in the folder. */
  void closed(String folder) {
    add(folder, new Thing(FileInfo.Kind.FOLDER, Optional.empty())).denied = true;
  }

  /** Keeps that a policy, not a folder, names what is at that path. */
  void asked(String path) {
    MachineFile.pathOf(path)
        .ifPresent(plain -> {
          for (String part = plain; !part.isEmpty(); part = FilePaths.parent(part)) {
            asked.add(part);
          }
        });
  }

  /** Keeps that a file is there, perhaps behind a link. */
  void program(String path) {
    asked(path);
    MachineFile.pathOf(path).ifPresent(programs::add);
  }

  /**
   * What is there, by its path: a folder is before what lies in it.
   *
   * @throws WindowsException when it is too much for a machine file
   */
  NavigableMap<String, Thing> things() {
    tooMany.ifPresent(folder -> {
      throw WindowsException.broken(
          "The policies look at more than "
              + MOST
              + " files and folders here, some of them in "
              + folder
              + ": that is too much for a machine file. Capture with fewer policies.");
    });
    return things;
  }

  /** The files that were looked for and are there, where no more than that was asked. */
  NavigableSet<String> programs() {
    return programs;
  }

  /** Whether a policy named it, or something in it. */
  boolean isAsked(String path) {
    return asked.contains(path);
  }
}
