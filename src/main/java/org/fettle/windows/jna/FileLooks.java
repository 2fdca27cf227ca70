package org.fettle.windows.jna;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FileVersion;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.FileCalls.Facts;
import org.fettle.windows.jna.FileCalls.Listed;
import org.fettle.windows.jna.FileCalls.Purpose;
import org.fettle.windows.jna.FileCalls.Refused;

/** Looking at files without ever following a link. */
final class FileLooks {
  /** More things than this in one folder are not listed: whoever fills it must not fill memory. */
  static final int MOST_ENTRIES = 10_000;

  /** What is done with a thing that was opened, and lies there by its real name. */
  private interface Work<T> {
    T on(long thing, String there);
  }

  private final FileCalls calls;

  FileLooks(FileCalls calls) {
    this.calls = calls;
  }

  Optional<FileInfo> look(LocalPath path) {
    return with(
        path,
        Purpose.LOOK,
        (thing, there) ->
            info(path.isRoot() ? path.name() : FilePaths.name(there), calls.facts(thing)));
  }

  List<FileInfo> entries(LocalPath path) {
    Optional<FileInfo> itself = look(path);
    if (itself.isEmpty() || itself.get().kind() == FileInfo.Kind.FILE) {
      return List.of();
    }
    return with(path, Purpose.LIST, (folder, there) -> entries(path, folder)).orElse(List.of());
  }

  private List<FileInfo> entries(LocalPath path, long folder) {
    Facts facts = calls.facts(folder);
    if (facts.link()) {
      throw link(path);
    }
    if (!facts.folder()) {
      return List.of();
    }
    List<Listed> listed = calls.list(folder, MOST_ENTRIES + 1);
    if (listed.size() > MOST_ENTRIES) {
      throw WindowsException.broken(
          "Cannot list " + path + ": more than " + MOST_ENTRIES + " things lie in it.");
    }
    List<FileInfo> entries = new ArrayList<>();
    for (Listed one : listed) {
      entry(folder, one).ifPresent(entries::add);
    }
    entries.sort(Comparator.comparing(FileInfo::name, String.CASE_INSENSITIVE_ORDER));
    return entries;
  }

  // What a folder tells of a file may be stale where that has several names, and their number it
  // does not tell; so each is looked at, as far as that is allowed.
  private Optional<FileInfo> entry(long folder, Listed listed) {
    try {
      long thing = calls.open(folder, listed.name(), Purpose.LOOK);
      if (thing == FileCalls.ABSENT) {
        return Optional.empty();
      }
      try {
        return Optional.of(info(listed.name(), calls.facts(thing)));
      } finally {
        calls.close(thing);
      }
    } catch (Refused e) {
      return Optional.of(
          info(
              listed.name(),
              new Facts(
                  listed.folder(),
                  listed.link(),
                  false,
                  false,
                  listed.size(),
                  1,
                  listed.lastWritten())));
    }
  }

  Optional<byte[]> read(LocalPath path, int atMost) {
    return with(
        path,
        Purpose.READ,
        (file, there) -> {
          refuseAllButFiles(path, calls.facts(file));
          byte[] content = calls.read(file, atMost + 1);
          if (content.length > atMost) {
            throw WindowsException.broken(
                "Cannot read " + path + ": it has more than " + atMost + " bytes.");
          }
          return content;
        });
  }

  /**
   * The version of a program. Windows can only be asked for it by the path, which is looked up once
   * more; so the file and the folders on the way are held meanwhile, and can neither be moved nor
   * removed. What remains: who may write the file can do so while it is read, and an administrator
   * could give the drive's letter to another drive. A wrong version is all that comes of it.
   */
  Optional<FileVersion> version(LocalPath path) {
    return with(
            path,
            Purpose.PIN,
            (file, there) -> {
              refuseAllButFiles(path, calls.facts(file));
              return calls.version(file);
            })
        .flatMap(version -> version);
  }

  private static void refuseAllButFiles(LocalPath path, Facts facts) {
    if (facts.link()) {
      throw link(path);
    }
    if (facts.folder()) {
      throw WindowsException.broken("Cannot read " + path + ": it is a folder.");
    }
  }

  private static WindowsException link(LocalPath path) {
    return WindowsException.forbidden(path + " is not looked at: it is a link.");
  }

  private <T> Optional<T> with(LocalPath path, Purpose purpose, Work<T> work) {
    try (Way way = Way.to(calls, path, Purpose.PASS)) {
      long thing = way.open(purpose);
      if (thing == FileCalls.ABSENT) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.on(thing, way.whereabouts(thing)));
      } finally {
        calls.close(thing);
      }
    }
  }

  private static FileInfo info(String name, Facts facts) {
    FileInfo.Kind kind =
        facts.link()
            ? FileInfo.Kind.LINK
            : facts.folder() ? FileInfo.Kind.FOLDER : FileInfo.Kind.FILE;
    return new FileInfo(
        name,
        kind,
        kind == FileInfo.Kind.FILE ? facts.size() : 0,
        kind == FileInfo.Kind.FILE ? facts.links() : 1,
        facts.lastWritten());
  }
}
