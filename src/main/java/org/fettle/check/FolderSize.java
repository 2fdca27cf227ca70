package org.fettle.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.fettle.windows.FileInfo;
import org.fettle.windows.Files;
import org.fettle.windows.WindowsException;

/** How much lies in a folder and all folders below it. Links are not followed. */
final class FolderSize {
  static final int MOST_ENTRIES = 100_000;
  static final int MOST_LEVELS = 64;

  private FolderSize() {}

  private record Level(String folder, int depth) {}

  /**
   * The sum of the sizes of the files.
   *
   * @throws WindowsException when a part cannot be looked at, or there is too much to count
   */
  static long of(Files files, String root) {
    Deque<Level> open = new ArrayDeque<>(List.of(new Level(root, 1)));
    long sum = 0;
    int entries = 0;
    while (!open.isEmpty()) {
      Level level = open.pop();
      for (FileInfo entry : files.entries(level.folder())) {
        entries++;
        if (entry.kind() == FileInfo.Kind.FOLDER) {
          open.push(new Level(level.folder() + '\\' + entry.name(), level.depth() + 1));
        }
        sum += entry.size();
      }
      if (entries > MOST_ENTRIES || level.depth() > MOST_LEVELS) {
        throw WindowsException.broken(
            root
                + " is not counted: it holds more than "
                + MOST_ENTRIES
                + " files and folders, or folders more than "
                + MOST_LEVELS
                + " deep.");
      }
    }
    return sum;
  }
}
