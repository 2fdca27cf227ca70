package org.fettle.windows.jna;

import static org.fettle.windows.jna.NtdllFiles.ATTRIBUTE_DIRECTORY;
import static org.fettle.windows.jna.NtdllFiles.ATTRIBUTE_ENCRYPTED;
import static org.fettle.windows.jna.NtdllFiles.ATTRIBUTE_READONLY;
import static org.fettle.windows.jna.NtdllFiles.ATTRIBUTE_REPARSE_POINT;

import com.sun.jna.Native;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.FileVersion;
import org.fettle.windows.WindowsException;

/** The calls as Windows has them. */
final class NtFileCalls implements FileCalls {
  // fileapi.h
  private static final int DRIVE_NO_ROOT = 1;
  private static final int DRIVE_REMOTE = 4;

  // ntifs.h: FILE_RENAME_* and FILE_DISPOSITION_*
  private static final int RENAME_REPLACE = 0x1;
  private static final int RENAME_POSIX = 0x2;
  private static final int DELETE = 0x1;
  private static final int DELETE_POSIX = 0x2;
  private static final int DELETE_READ_ONLY = 0x10;

  private static final int LONGEST_PATH = 32_767;
  private static final int ERROR_MORE_DATA = 234;
  private static final int UNICODE_STRING = 16;
  private static final int BASIC_SIZE = 40;
  private static final int BASIC_ATTRIBUTES = 32;

  private final NtOpening opening = new NtOpening();
  private final NtContent content = new NtContent();
  private final NtProtection protection = new NtProtection();

  @Override
  public long openDrive(char drive, Purpose purpose) {
    NativeBlock root = new NativeBlock(8);
    root.putText(drive + ":\\");
    int type = NativeBlock.during(() -> Kernel32Files.GetDriveTypeW(root.address()), root);
    if (type == DRIVE_REMOTE) {
      throw WindowsException.forbidden(
          drive + ":\\ is not looked at: it is not a drive of this machine.");
    }
    return type <= DRIVE_NO_ROOT ? ABSENT : opening.open(0, "\\??\\" + drive + ":\\", purpose);
  }

  @Override
  public long open(long folder, String name, Purpose purpose) {
    return opening.open(folder, name, purpose);
  }

  @Override
  public long create(long folder, String name) {
    return opening.create(folder, name);
  }

  @Override
  public Facts facts(long handle) {
    NativeBlock basic = query(handle, NtdllFiles.BASIC_INFORMATION, BASIC_SIZE);
    NativeBlock standard = query(handle, NtdllFiles.STANDARD_INFORMATION, 24);
    int attributes = basic.getInt(BASIC_ATTRIBUTES);
    return new Facts(
        NtListing.has(attributes, ATTRIBUTE_DIRECTORY),
        NtListing.has(attributes, ATTRIBUTE_REPARSE_POINT),
        NtListing.has(attributes, ATTRIBUTE_READONLY),
        NtListing.has(attributes, ATTRIBUTE_ENCRYPTED),
        standard.getLong(8),
        standard.getInt(16),
        NtListing.instant(basic.getLong(16)));
  }

  @Override
  public String path(long handle) {
    NativeBlock buffer = new NativeBlock(2 * (LONGEST_PATH + 1));
    int length =
        NativeBlock.during(
            () ->
                Kernel32Files.GetFinalPathNameByHandleW(
                    handle, buffer.address(), LONGEST_PATH + 1, 0),
            buffer);
    if (length <= 0 || length > LONGEST_PATH) {
      int code = Native.getLastError();
      return code == ERROR_MORE_DATA ? longPath(handle, buffer) : refusedPath(code);
    }
    String path = buffer.getText(length);
    return path.startsWith("\\\\?\\") ? path.substring(4) : path;
  }

  // Wine 8 has no room for more than 260 characters there. Its names of objects are not those of
  // Windows, which never comes here.
  private static String longPath(long handle, NativeBlock buffer) {
    NativeBlock length = new NativeBlock(4);
    NtStatus.refuse(
        NativeBlock.during(
            () ->
                NtdllFiles.NtQueryObject(
                    handle,
                    NtdllFiles.OBJECT_NAME_INFORMATION,
                    buffer.address(),
                    buffer.size(),
                    length.address()),
            buffer,
            length));
    String name = buffer.getText(UNICODE_STRING, buffer.getShort(0) / 2);
    return name.startsWith("\\??\\") ? name.substring(4) : refusedPath(ERROR_MORE_DATA);
  }

  private static String refusedPath(int code) {
    throw new Refused(code);
  }

  @Override
  public List<Listed> list(long folder, int atMost) {
    return NtListing.of(folder, atMost);
  }

  @Override
  public byte[] read(long file, int atMost) {
    return content.read(file, atMost);
  }

  @Override
  public void write(long file, byte[] bytes) {
    content.write(file, bytes);
  }

  @Override
  public Protection protection(long handle) {
    return protection.of(handle);
  }

  @Override
  public void liken(long file, long to) {
    protection.copy(to, file);
    // What is 0 stays as it is: the three other times.
    NativeBlock like = query(to, NtdllFiles.BASIC_INFORMATION, BASIC_SIZE);
    NativeBlock basic = NativeBlock.zeroed(BASIC_SIZE);
    basic.putLong(0, like.getLong(0));
    basic.putInt(BASIC_ATTRIBUTES, like.getInt(BASIC_ATTRIBUTES));
    NtStatus.refuse(set(file, basic, NtdllFiles.BASIC_INFORMATION));
  }

  @Override
  public boolean hasStreams(long file) {
    NativeBlock streams = NativeBlock.zeroed(1024);
    int status = query(file, streams, NtdllFiles.STREAM_INFORMATION);
    return hasStreams(status, streams.getInt(0));
  }

  /**
   * Whether that answer tells of streams. Wine does not know the question (NOT_IMPLEMENTED), nor
   * does FAT (INVALID_PARAMETER); whatever else is no answer is a refusal.
   *
   * @param next where the stream after the first one is told, or 0
   */
  static boolean hasStreams(int status, int next) {
    if (status == NtdllFiles.BUFFER_OVERFLOW) {
      return true;
    }
    if (NtStatus.isUnknownHere(status)) {
      return false;
    }
    NtStatus.refuse(status);
    return next != 0;
  }

  @Override
  public void rename(long handle, long folder, String name) {
    NtStatus.refuse(rename(handle, folder, name, 0, NtdllFiles.RENAME_INFORMATION));
  }

  @Override
  public boolean renameOver(long handle, long folder, String name, boolean open) {
    int status =
        open
            ? rename(
                handle,
                folder,
                name,
                RENAME_REPLACE | RENAME_POSIX,
                NtdllFiles.RENAME_INFORMATION_EX)
            : rename(handle, folder, name, RENAME_REPLACE, NtdllFiles.RENAME_INFORMATION);
    if (open && NtStatus.isUnknownHere(status)) {
      return false;
    }
    NtStatus.refuse(status);
    return true;
  }

  private static int rename(long handle, long folder, String name, int flags, int how) {
    NativeBlock rename = new NativeBlock(20 + 2 * name.length() + 4);
    rename.putInt(0, flags);
    rename.putLong(8, folder);
    rename.putInt(16, 2 * name.length());
    rename.putText(20, name);
    return set(handle, rename, how);
  }

  @Override
  public void remove(long handle) {
    NativeBlock disposition = new NativeBlock(4);
    disposition.putInt(0, DELETE | DELETE_POSIX | DELETE_READ_ONLY);
    int status = set(handle, disposition, NtdllFiles.DISPOSITION_INFORMATION_EX);
    if (NtStatus.isUnknownHere(status)) {
      status = removeAsEver(handle);
      if (status == NtdllFiles.CANNOT_DELETE) {
        allowRemoval(handle);
        status = removeAsEver(handle);
      }
    }
    NtStatus.refuse(status);
  }

  private static int removeAsEver(long handle) {
    NativeBlock disposition = new NativeBlock(1);
    disposition.putByte(0, 1);
    return set(handle, disposition, NtdllFiles.DISPOSITION_INFORMATION);
  }

  // A file's attributes are the same under all its names: one with others is left as it is.
  private void allowRemoval(long handle) {
    Facts facts = facts(handle);
    if (facts.readOnly() && facts.links() <= 1) {
      NativeBlock basic = query(handle, NtdllFiles.BASIC_INFORMATION, BASIC_SIZE);
      int attributes = basic.getInt(BASIC_ATTRIBUTES) & ~ATTRIBUTE_READONLY;
      basic.putInt(BASIC_ATTRIBUTES, attributes == 0 ? 0x80 : attributes);
      NtStatus.refuse(set(handle, basic, NtdllFiles.BASIC_INFORMATION));
    }
  }

  @Override
  public Optional<FileVersion> version(long file) {
    return VersionResource.read("\\\\?\\" + path(file));
  }

  @Override
  public void close(long handle) {
    NtdllFiles.NtClose(handle);
  }

  private static NativeBlock query(long handle, int what, int size) {
    NativeBlock information = new NativeBlock(size);
    NtStatus.refuse(query(handle, information, what));
    return information;
  }

  private static int query(long handle, NativeBlock information, int what) {
    NativeBlock ioStatus = new NativeBlock(16);
    return NativeBlock.during(
        () ->
            NtdllFiles.NtQueryInformationFile(
                handle, ioStatus.address(), information.address(), information.size(), what),
        ioStatus,
        information);
  }

  private static int set(long handle, NativeBlock information, int what) {
    NativeBlock ioStatus = new NativeBlock(16);
    return NativeBlock.during(
        () ->
            NtdllFiles.NtSetInformationFile(
                handle, ioStatus.address(), information.address(), information.size(), what),
        ioStatus,
        information);
  }
}
