package org.fettle.windows.jna;

import static org.fettle.windows.jna.NtdllFiles.ATTRIBUTE_DIRECTORY;
import static org.fettle.windows.jna.NtdllFiles.ATTRIBUTE_REPARSE_POINT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fettle.windows.jna.FileCalls.Listed;

/** Listing an open folder. */
final class NtListing {
  // FILETIME counts from 1601 in 100 nanoseconds.
  private static final long EPOCH = 116_444_736_000_000_000L;
  private static final long PER_MILLISECOND = 10_000;

  private NtListing() {}

  /** What lies in the folder, from its beginning; no more than that many. */
  static List<Listed> of(long folder, int atMost) {
    List<Listed> listed = new ArrayList<>();
    NativeBlock entries = new NativeBlock(64 << 10);
    NativeBlock ioStatus = new NativeBlock(16);
    byte restart = 1;
    while (listed.size() < atMost) {
      int status = query(folder, ioStatus, entries, restart);
      if (status == NtdllFiles.NO_MORE_FILES || status == NtdllFiles.NO_SUCH_FILE) {
        return listed;
      }
      NtStatus.refuse(status);
      addAll(entries, listed, atMost);
      restart = 0;
    }
    return listed;
  }

  private static int query(long folder, NativeBlock ioStatus, NativeBlock entries, byte restart) {
    return NativeBlock.during(
        () ->
            NtdllFiles.NtQueryDirectoryFile(
                folder,
                0,
                0,
                0,
                ioStatus.address(),
                entries.address(),
                entries.size(),
                NtdllFiles.DIRECTORY_INFORMATION,
                (byte) 0,
                0,
                restart),
        ioStatus,
        entries);
  }

  // FILE_DIRECTORY_INFORMATION
  private static void addAll(NativeBlock entries, List<Listed> listed, int atMost) {
    int at = 0;
    int next;
    do {
      next = entries.getInt(at);
      String name = entries.getText(at + 64, entries.getInt(at + 60) / 2);
      int attributes = entries.getInt(at + 56);
      if (!name.equals(".") && !name.equals("..") && listed.size() < atMost) {
        listed.add(
            new Listed(
                name,
                has(attributes, ATTRIBUTE_DIRECTORY),
                has(attributes, ATTRIBUTE_REPARSE_POINT),
                entries.getLong(at + 40),
                instant(entries.getLong(at + 24))));
      }
      at += next;
    } while (next > 0);
  }

  /** Whether that is among a thing's attributes. */
  static boolean has(int attributes, int attribute) {
    return (attributes & attribute) != 0;
  }

  /** A FILETIME, to the millisecond. */
  static Instant instant(long fileTime) {
    return Instant.ofEpochMilli(Math.floorDiv(fileTime - EPOCH, PER_MILLISECOND));
  }
}
