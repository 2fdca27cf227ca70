package org.fettle.windows.jna;

import java.util.Arrays;
import java.util.Optional;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.FileCalls.Facts;
import org.fettle.windows.jna.FileCalls.Purpose;
import org.fettle.windows.jna.FileCalls.Refused;

/**
 * Writing files by handle. The thing is opened once, below folders that are held, and judged by
 * that handle before it is touched.
 */
final class FileWrites {
  /** The ending of what is to replace a file, while it is made ready beside it. */
  static final String NEW = ".fettle-new";

  private static final int FILE_NOT_FOUND = 2;
  private static final int FILE_EXISTS = 80;
  private static final int ALREADY_EXISTS = 183;

  private final FileCalls calls;

  /** The account this runs as, where strangers are to be feared; else the rights are the limit. */
  private final Optional<String> guarded;

  FileWrites(FileCalls calls, Optional<String> guarded) {
    this.calls = calls;
    this.guarded = guarded;
  }

  void rename(LocalPath path, String newName) {
    LocalPath after = path.sibling(newName);
    Way.refuseForbidden(after.toString());
    try (Way way = way(path)) {
      long thing = opened(way, "rename", path, Purpose.RENAME);
      try {
        way.forWriting(thing);
        calls.rename(thing, way.folder(), newName);
      } catch (Refused e) {
        throw e.code() == ALREADY_EXISTS || e.code() == FILE_EXISTS
            ? WindowsException.broken(
                "Cannot rename " + path + ": there is a " + newName + " already.")
            : e;
      } finally {
        calls.close(thing);
      }
    }
  }

  void replace(LocalPath path, byte[] expected, byte[] content) {
    try (Way way = way(path)) {
      long file = way.open(Purpose.REPLACE);
      if (file == FileCalls.ABSENT) {
        throw WindowsException.changed(path.toString(), bytes(expected.length), "nothing");
      }
      try {
        Way.Found found = way.forWriting(file);
        refuseOddities(path, file, found.facts());
        refuseChanged(path, calls.read(file, expected.length + 1), expected);
        String name = found.name();
        long ready = made(way, path, name, file, content);
        try {
          // An open file can be replaced since Windows 10 1607; else there is a moment, between
          // closing it and the replacement, in which another program could write it.
          if (!calls.renameOver(ready, way.folder(), name, true)) {
            calls.close(file);
            file = FileCalls.ABSENT;
            calls.renameOver(ready, way.folder(), name, false);
          }
        } catch (RuntimeException | Error e) {
          discard(ready, e);
          throw e;
        }
        calls.close(ready);
      } finally {
        if (file != FileCalls.ABSENT) {
          calls.close(file);
        }
      }
    }
  }

  private void refuseOddities(LocalPath path, long file, Facts facts) {
    String what =
        facts.folder()
            ? "it is a folder"
            : facts.readOnly()
                ? "it is marked as read-only"
                : facts.encrypted()
                    ? "it is encrypted"
                    : calls.hasStreams(file) ? "it has streams beside its content" : "";
    if (!what.isEmpty()) {
      throw WindowsException.broken("Cannot write " + path + ": " + what + ".");
    }
  }

  private static void refuseChanged(LocalPath path, byte[] found, byte[] expected) {
    if (!Arrays.equals(found, expected)) {
      throw WindowsException.changed(path.toString(), bytes(expected.length), "another content");
    }
  }

  private static String bytes(int count) {
    return "the " + count + " bytes that were read";
  }

  // What a crash left there is removed first. It must be what Fettle leaves: a plain file. Nobody
  // can open the new one, so from there on its folder is not empty, and stays a folder.
  private long made(Way way, LocalPath path, String of, long like, byte[] content) {
    String name = of + NEW;
    String folder = path.parent();
    long leftover = calls.open(way.folder(), name, Purpose.REMOVE);
    if (leftover != FileCalls.ABSENT) {
      try {
        Facts facts = calls.facts(leftover);
        if (facts.link() || facts.folder() || facts.links() > 1) {
          throw WindowsException.forbidden(
              "Cannot write " + path + ": " + name + " is in the way, and it is no plain file.");
        }
        Way.refuseElsewhere(calls, folder, name, leftover);
        calls.remove(leftover);
      } finally {
        calls.close(leftover);
      }
    }
    long file = calls.create(way.folder(), name);
    try {
      Way.refuseElsewhere(calls, folder, name, file);
      calls.liken(file, like);
      calls.write(file, content);
      refuseOtherProtection(path, calls.protection(like), calls.protection(file));
      return file;
    } catch (RuntimeException | Error e) {
      discard(file, e);
      throw e;
    }
  }

  // Nobody else could open what stays open here, not even the next try.
  private void discard(long ready, Throwable why) {
    try {
      calls.remove(ready);
    } catch (RuntimeException | Error e) {
      why.addSuppressed(e);
    } finally {
      calls.close(ready);
    }
  }

  private static void refuseOtherProtection(LocalPath path, Protection old, Protection now) {
    boolean owned =
        old.owner().equals(now.owner())
            || (Protection.isAdministrator(old.owner()) && Protection.isAdministrator(now.owner()));
    if (!owned || !old.entries().equals(now.entries())) {
      throw WindowsException.broken(
          "Cannot write " + path + ": its owner and protection could not be kept.");
    }
  }

  void purge(LocalPath path) {
    try (Way way = way(path)) {
      long thing = opened(way, "remove", path, Purpose.REMOVE);
      try {
        way.forWriting(thing);
        new FilePurge(calls, folder -> guard(way, folder)).remove(path, thing);
      } finally {
        calls.close(thing);
      }
    }
  }

  private void guard(Way way, long folder) {
    guarded.ifPresent(own -> way.refuseStranger(folder, Protection.WRITE, own));
  }

  private long opened(Way way, String act, LocalPath path, Purpose purpose) {
    long thing = way.open(purpose);
    if (thing == FileCalls.ABSENT) {
      throw WindowsException.failed(act, path.toString(), FILE_NOT_FOUND);
    }
    return thing;
  }

  private Way way(LocalPath path) {
    if (path.isRoot()) {
      throw WindowsException.forbidden(path + " is not written: it is the root of a drive.");
    }
    Way.refuseForbidden(path.toString());
    Way way = Way.to(calls, path, guarded.isPresent() ? Purpose.GUARD : Purpose.PASS);
    try {
      guarded.ifPresent(way::refuseStrangers);
      return way;
    } catch (RuntimeException | Error e) {
      way.close();
      throw e;
    }
  }
}
