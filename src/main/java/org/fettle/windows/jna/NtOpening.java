package org.fettle.windows.jna;

import static org.fettle.windows.jna.NtdllFiles.DELETE;
import static org.fettle.windows.jna.NtdllFiles.FILE_READ_ATTRIBUTES;
import static org.fettle.windows.jna.NtdllFiles.FILE_READ_DATA;
import static org.fettle.windows.jna.NtdllFiles.FILE_TRAVERSE;
import static org.fettle.windows.jna.NtdllFiles.FILE_WRITE_ATTRIBUTES;
import static org.fettle.windows.jna.NtdllFiles.FILE_WRITE_DATA;
import static org.fettle.windows.jna.NtdllFiles.READ_CONTROL;
import static org.fettle.windows.jna.NtdllFiles.SHARE_DELETE;
import static org.fettle.windows.jna.NtdllFiles.SHARE_READ;
import static org.fettle.windows.jna.NtdllFiles.SHARE_WRITE;
import static org.fettle.windows.jna.NtdllFiles.SYNCHRONIZE;
import static org.fettle.windows.jna.NtdllFiles.WRITE_DAC;
import static org.fettle.windows.jna.NtdllFiles.WRITE_OWNER;

import org.fettle.windows.jna.FileCalls.Purpose;

/** Opening by a handle and one name below it. A link that has that name is opened itself. */
final class NtOpening {
  // OBJECT_ATTRIBUTES, UNICODE_STRING, IO_STATUS_BLOCK, the handle and the name, one after another.
  private static final int NAME = 48;
  private static final int IO_STATUS = 64;
  private static final int HANDLE = 80;
  private static final int TEXT = 88;

  // ntdef.h. DONT_REPARSE refuses links wherever they lie (Windows 10 and later; Wine ignores it).
  // A name of one part cannot lead through one anyway, unless the folder it is looked for in was
  // emptied and made one since it was opened. With OPEN_REPARSE_POINT the last part is not
  // followed,
  // and so not refused either.
  private static final int OBJ_CASE_INSENSITIVE = 0x40;
  private static final int OBJ_DONT_REPARSE = 0x1000;

  private static final int ALWAYS =
      NtdllFiles.FILE_SYNCHRONOUS_IO_NONALERT
          | NtdllFiles.FILE_OPEN_REPARSE_POINT
          | NtdllFiles.FILE_COMPLETE_IF_OPLOCKED;

  /**
   * A handle, or {@link FileCalls#ABSENT}. Whoever holds an oplock on the thing is told to let go
   * of it, but not waited for: they could take for ever.
   */
  long open(long folder, String name, Purpose purpose) {
    NativeBlock block = block(folder, name);
    int status = create(block, access(purpose), share(purpose), NtdllFiles.FILE_OPEN, 0);
    if (NtStatus.isAbsent(status)) {
      return FileCalls.ABSENT;
    }
    NtStatus.refuse(status);
    return handle(status, block);
  }

  private static long handle(int status, NativeBlock block) {
    long handle = block.getLong(HANDLE);
    if (status == NtdllFiles.OPLOCK_BREAK_IN_PROGRESS) {
      NtdllFiles.NtClose(handle);
      throw new FileCalls.Refused(FileCalls.Refused.HELD);
    }
    return handle;
  }

  /** A new file, or a refusal where the name is taken. */
  long create(long folder, String name) {
    int access =
        FILE_WRITE_DATA
            | FILE_READ_ATTRIBUTES
            | FILE_WRITE_ATTRIBUTES
            | DELETE
            | READ_CONTROL
            | WRITE_DAC
            | WRITE_OWNER
            | SYNCHRONIZE;
    NativeBlock block = block(folder, name);
    // An oplock could only be one on the folder: the file is new, and the handle good.
    NtStatus.refuse(
        create(block, access, 0, NtdllFiles.FILE_CREATE, NtdllFiles.FILE_NON_DIRECTORY_FILE));
    return block.getLong(HANDLE);
  }

  private static int access(Purpose purpose) {
    return FILE_READ_ATTRIBUTES
        | SYNCHRONIZE
        | switch (purpose) {
          case PASS -> FILE_TRAVERSE;
          case GUARD -> FILE_TRAVERSE | READ_CONTROL;
          case LOOK -> 0;
          case LIST, READ, PIN -> FILE_READ_DATA;
          case REPLACE -> FILE_READ_DATA | READ_CONTROL;
          case RENAME -> DELETE;
          case REMOVE -> DELETE | FILE_READ_DATA | FILE_WRITE_ATTRIBUTES | READ_CONTROL;
        };
  }

  private static int share(Purpose purpose) {
    return switch (purpose) {
      case PASS, GUARD, LIST, PIN, RENAME, REMOVE -> SHARE_READ | SHARE_WRITE;
      case REPLACE -> SHARE_READ | SHARE_DELETE;
      case LOOK, READ -> SHARE_READ | SHARE_WRITE | SHARE_DELETE;
    };
  }

  private static NativeBlock block(long folder, String name) {
    NativeBlock block = new NativeBlock(TEXT + 2 * name.length() + 2);
    block.putInt(0, NAME);
    block.putLong(8, folder);
    block.putLong(16, block.address() + NAME);
    block.putInt(24, OBJ_CASE_INSENSITIVE | (folder == 0 ? 0 : OBJ_DONT_REPARSE));
    block.putLong(32, 0);
    block.putLong(40, 0);
    block.putShort(NAME, 2 * name.length());
    block.putShort(NAME + 2, 2 * name.length());
    block.putLong(NAME + 8, block.address() + TEXT);
    block.putText(TEXT, name);
    return block;
  }

  private static int create(
      NativeBlock block, int access, int share, int disposition, int options) {
    return NativeBlock.during(
        () ->
            NtdllFiles.NtCreateFile(
                block.address() + HANDLE,
                access,
                block.address(),
                block.address() + IO_STATUS,
                0,
                0,
                share,
                disposition,
                options | ALWAYS,
                0,
                0),
        block);
  }
}
