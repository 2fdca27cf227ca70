package org.fettle.windows.jna;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.FileVersion;

/**
 * The few calls of Windows that files are worked on with: by a handle, or by one name below a
 * handle, so that no path is looked up twice. A link is opened itself, never followed. Tests put a
 * drive of their own behind it, with links that Wine cannot make, and a hand that swaps things
 * between two calls.
 *
 * <p>Each call that Windows refuses throws {@link Refused}.
 */
interface FileCalls {
  /** What an opening answers where nothing is. */
  long ABSENT = 0;

  /** What something is opened for; each asks for no more rights than that needs. */
  enum Purpose {
    /** A folder on the way. While it is open, nobody can move it or put a link in its place. */
    PASS,
    /** The same, and its protection can be read. */
    GUARD,
    LOOK,
    LIST,
    READ,
    /** To be read by its path while it is open: nobody can move or remove it meanwhile. */
    PIN,
    /** To be replaced: it is read, and nobody can write it while it is open. */
    REPLACE,
    /** To be renamed. While it is open, nobody else can move or remove it. */
    RENAME,
    /** To be removed, and listed where it is a folder. The same holds. */
    REMOVE
  }

  /** What a handle tells of the thing behind it. */
  record Facts(
      boolean folder,
      boolean link,
      boolean readOnly,
      boolean encrypted,
      long size,
      int links,
      Instant lastWritten) {}

  /** What a folder tells of one thing in it, without opening that. */
  record Listed(String name, boolean folder, boolean link, long size, Instant lastWritten) {}

  /** Windows refused a call; the code is a Win32 code. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** winerror.h, ERROR_OPLOCK_BREAK_IN_PROGRESS: another program is asked to let go of it. */
    static final int HELD = 742;

    private final int code;

    Refused(int code) {
      super("Windows error " + code, null, true, false);
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The root of a drive; ABSENT where there is no such drive, or it is in the network. */
  long openDrive(char drive, Purpose purpose);

  /** What has that name in a folder. */
  long open(long folder, String name, Purpose purpose);

  /** A new, empty file, which nobody else can open while this handle is. */
  long create(long folder, String name);

  Facts facts(long handle);

  /** Where it lies now, with long names and the drive's letter: {@code C:\folder\file}. */
  String path(long handle);

  /** What lies in a folder, without an order; no more than that many. */
  List<Listed> list(long folder, int atMost);

  /** The bytes from the beginning, no more than that many. */
  byte[] read(long file, int atMost);

  /** Writes the bytes and makes sure they are on the drive. */
  void write(long file, byte[] content);

  /** Who may do what with it. */
  Protection protection(long handle);

  /** Gives a new file the protection, attributes and time of creation of another. */
  void liken(long file, long to);

  /**
   * Whether a file has streams beside its content, which a new file in its place would lack. A file
   * system that knows of none has none.
   */
  boolean hasStreams(long file);

  /** Gives it another name in its folder, where that name is free. */
  void rename(long handle, long folder, String name);

  /**
   * Puts it in another file's place, in one step.
   *
   * @param open whether the file that goes is still open; Windows could do so since version 1607
   * @return false where it cannot be done as long as that one is open
   */
  boolean renameOver(long handle, long folder, String name, boolean open);

  /** Removes the file, the empty folder or the link itself. */
  void remove(long handle);

  /** The version in the fixed version resource of a program, which must be pinned. */
  Optional<FileVersion> version(long file);

  void close(long handle);
}
