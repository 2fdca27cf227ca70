package org.fettle.windows.jna;

import java.util.List;
import java.util.function.LongConsumer;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.FileCalls.Facts;
import org.fettle.windows.jna.FileCalls.Listed;
import org.fettle.windows.jna.FileCalls.Purpose;

/**
 * Removing a tree from its leaves upwards, each thing by its handle. A link in it is removed as the
 * link it is, and a file with other names elsewhere loses only this one. What is interrupted goes
 * on where it was at the next try.
 */
final class FilePurge {
  private static final int DEEPEST = 256;
  private static final int AT_ONCE = 1_000;

  private final FileCalls calls;
  private final LongConsumer guard;

  /** A purge that asks {@code guard} about each folder before it removes anything in it. */
  FilePurge(FileCalls calls, LongConsumer guard) {
    this.calls = calls;
    this.guard = guard;
  }

  void remove(LocalPath path, long thing) {
    remove(path, thing, 0);
  }

  private void remove(LocalPath path, long thing, int depth) {
    Facts facts = calls.facts(thing);
    if (facts.folder() && !facts.link()) {
      if (depth > DEEPEST) {
        throw WindowsException.broken(
            "Cannot remove " + path + ": the folders in it lie too deep in one another.");
      }
      guard.accept(thing);
      empty(path, thing, depth);
    }
    calls.remove(thing);
  }

  private void empty(LocalPath path, long folder, int depth) {
    String place = calls.path(folder);
    List<Listed> listed = calls.list(folder, AT_ONCE);
    while (!listed.isEmpty()) {
      for (Listed one : listed) {
        long child = calls.open(folder, one.name(), Purpose.REMOVE);
        if (child != FileCalls.ABSENT) {
          try {
            Way.refuseElsewhere(calls, place, one.name(), child);
            remove(path, child, depth + 1);
          } finally {
            calls.close(child);
          }
        }
      }
      List<Listed> rest = calls.list(folder, AT_ONCE);
      if (rest.equals(listed)) {
        throw WindowsException.broken(
            "Cannot remove " + path + ": " + rest.getFirst().name() + " in it does not go away.");
      }
      listed = rest;
    }
  }
}
