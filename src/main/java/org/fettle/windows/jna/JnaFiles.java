package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.util.function.Supplier;
import org.fettle.windows.Files;
import org.fettle.windows.WindowsException;

/** The files of this machine's own drives. */
final class JnaFiles implements Files {
  private static final int INVALID_FILE_ATTRIBUTES = -1;
  private static final int FILE_ATTRIBUTE_DIRECTORY = 0x10;
  private static final int ACCESS_DENIED = 5;

  /** The longest path Windows takes, in UTF-16 units. */
  private static final int LONGEST_PATH = 32_767;

  private final Supplier<JnaEnvironment> environment;

  JnaFiles(Supplier<JnaEnvironment> environment) {
    this.environment = environment;
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
