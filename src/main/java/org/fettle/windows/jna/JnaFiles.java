package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FileVersion;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableFiles;
import org.fettle.windows.jna.FileCalls.Refused;

/**
 * The files of this machine's own drives. All but {@link #isFile} refuse links: junctions, symbolic
 * links, mount points and every other reparse point, those of cloud storage among them.
 */
final class JnaFiles implements WritableFiles {
  private static final int INVALID_FILE_ATTRIBUTES = -1;
  private static final int FILE_ATTRIBUTE_DIRECTORY = 0x10;
  private static final int ACCESS_DENIED = 5;

  /** The longest path Windows takes, in UTF-16 units. */
  private static final int LONGEST_PATH = 32_767;

  // winerror.h: ERROR_REPARSE_POINT_ENCOUNTERED
  private static final int LINK_ENCOUNTERED = 4395;

  /** Whose rights limit what is written. */
  enum Writing {
    /** The user's own: what that user may not do is refused by Windows. */
    AS_THE_USER,
    /** An administrator's: below folders that others can write, nothing is. */
    AS_ADMINISTRATOR,
    /** Nobody's: files of another user are left to that user's own session. */
    NOT_HERE
  }

  private final Supplier<JnaEnvironment> environment;
  private final Writing writing;
  private final FileLooks looks;
  private final Supplier<FileWrites> writes;

  /** The files by the calls of Windows. */
  JnaFiles(Supplier<JnaEnvironment> environment, Writing writing) {
    this(environment, writing, new NtFileCalls(), () -> Tokens.ownSid().orElse(""));
  }

  /**
   * The files by other calls.
   *
   * @param own the account this runs as
   */
  JnaFiles(
      Supplier<JnaEnvironment> environment,
      Writing writing,
      FileCalls calls,
      Supplier<String> own) {
    this.environment = environment;
    this.writing = writing;
    looks = new FileLooks(calls);
    writes =
        () ->
            new FileWrites(
                calls,
                writing == Writing.AS_ADMINISTRATOR ? Optional.of(own.get()) : Optional.empty());
  }

  /**
   * {@inheritDoc} A path without a drive is never a file: it would depend on where the agent was
   * started.
   *
   * @throws WindowsException for a network or device path. Merely looking at one a user wrote down
   *     would send a service's credentials to a server of that user's choice.
   */
  @Override
  public boolean isFile(String path) {
    String plain = path.replace('/', '\\');
    if (plain.startsWith("\\\\")) {
      throw WindowsException.forbidden(
          path + " is not looked at: it is not on a drive of this machine.");
    }
    if (!plain.matches("(?s)[A-Za-z]:\\\\.+") || plain.indexOf('\0') >= 0) {
      return false;
    }
    return NativeCalls.guarded("look at", path, () -> hasFile(plain));
  }

  @Override
  public Optional<FileInfo> look(String path) {
    return act("look at", path, looks::look);
  }

  @Override
  public List<FileInfo> entries(String folder) {
    return act("list", folder, looks::entries);
  }

  @Override
  public Optional<byte[]> read(String path, int atMost) {
    return act("read", path, local -> looks.read(local, atMost));
  }

  @Override
  public Optional<FileVersion> version(String path) {
    return act("read the version of", path, looks::version);
  }

  @Override
  public void rename(String path, String newName) {
    write("rename", path, (files, local) -> files.rename(local, newName));
  }

  @Override
  public void replace(String path, byte[] expected, byte[] content) {
    write("write", path, (files, local) -> files.replace(local, expected, content));
  }

  @Override
  public void purge(String path) {
    write("remove", path, FileWrites::purge);
  }

  private void write(String act, String path, BiConsumer<FileWrites, LocalPath> work) {
    if (writing == Writing.NOT_HERE) {
      throw WindowsException.failed(act, path + ", a file in another user's view,", ACCESS_DENIED);
    }
    act(
        act,
        path,
        local -> {
          work.accept(writes.get(), local);
          return true;
        });
  }

  private static <T> T act(String act, String path, Function<LocalPath, T> work) {
    LocalPath local = LocalPath.parse(path);
    return NativeCalls.guarded(
        act,
        path,
        () -> {
          try {
            return work.apply(local);
          } catch (Refused e) {
            throw refusal(act, path, e);
          }
        });
  }

  private static WindowsException refusal(String act, String path, Refused refused) {
    WindowsException refusal =
        switch (refused.code()) {
          case LINK_ENCOUNTERED ->
              WindowsException.forbidden(path + " is not looked at: a link is on the way there.");
          case Refused.HELD ->
              WindowsException.broken(
                  "Cannot "
                      + act
                      + " "
                      + path
                      + ": another program holds it, or a folder on the way there.");
          default -> WindowsException.failed(act, path, refused.code());
        };
    for (Throwable further : refused.getSuppressed()) {
      refusal.addSuppressed(further);
    }
    return refusal;
  }

  @Override
  public String expand(String text) {
    return text.indexOf('%') < 0 ? text : environment.get().expand(text);
  }

  private static boolean hasFile(String path) {
    String full = full(path);
    if (full.isEmpty()) {
      return false;
    }
    try (Memory name = text("\\\\?\\" + full)) {
      int attributes = Kernel32Machine.GetFileAttributesW(name);
      if (attributes != INVALID_FILE_ATTRIBUTES) {
        return (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
      }
      if (Native.getLastError() == ACCESS_DENIED) {
        throw WindowsException.failed("look at", path, ACCESS_DENIED);
      }
      return false;
    }
  }

  // After the prefix \\?\ Windows takes a path as it is, so dots and slashes are to be resolved
  // first.
  private static String full(String path) {
    if (path.length() > LONGEST_PATH) {
      return "";
    }
    try (Memory name = text(path);
        Memory full = new Memory(2L * (LONGEST_PATH + 1));
        Memory filePart = new Memory(Native.POINTER_SIZE)) {
      int length = Kernel32Machine.GetFullPathNameW(name, LONGEST_PATH + 1, full, filePart);
      // A device such as C:\folder\NUL comes out as \\.\NUL.
      String found = length > 0 && length <= LONGEST_PATH ? full.getWideString(0) : "";
      return found.startsWith("\\\\") ? "" : found;
    }
  }

  private static Memory text(String string) {
    Memory memory = new Memory(2L * (string.length() + 1));
    memory.setWideString(0, string);
    return memory;
  }
}
