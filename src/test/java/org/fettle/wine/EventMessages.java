package org.fettle.wine;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Prints what Windows finds in the message file that is named: each number in its table, and the
 * text that becomes of it, as the Event Viewer puts it together.
 */
final class EventMessages {
  // winbase.h
  private static final int LOAD_AS_DATA = 0x2;
  private static final int FROM_MODULE = 0x800;
  private static final int ARGUMENT_ARRAY = 0x2000;

  // winuser.h
  private static final long RT_MESSAGETABLE = 11;

  static {
    Native.register(EventMessages.class, NativeLibrary.getInstance("kernel32"));
  }

  private EventMessages() {}

  static native long LoadLibraryExW(WString file, Pointer reserved, int flags);

  static native long FindResourceW(long module, long name, long type);

  static native long LoadResource(long module, long resource);

  static native long LockResource(long data);

  static native int FormatMessageW(
      int flags, long module, int id, int language, Pointer text, int size, Pointer inserts);

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long module = LoadLibraryExW(new WString(arguments[0]), null, LOAD_AS_DATA);
    long table = LockResource(LoadResource(module, FindResourceW(module, 1, RT_MESSAGETABLE)));
    // MESSAGE_RESOURCE_DATA: how many blocks, then of each the first and last number and an offset
    Pointer blocks = new Pointer(table);
    for (int block = 0; block < blocks.getInt(0); block++) {
      for (int id = blocks.getInt(4 + 12L * block); ; id++) {
        out.printf("%08X %s%n", id, text(module, id));
        if (id == blocks.getInt(8 + 12L * block)) {
          break;
        }
      }
    }
  }

  private static String text(long module, int id) {
    try (Memory insert = new Memory(20);
        Memory inserts = new Memory(Native.POINTER_SIZE);
        Memory text = new Memory(4_096)) {
      insert.setWideString(0, "DETAILS");
      inserts.setPointer(0, insert);
      int length =
          FormatMessageW(FROM_MODULE | ARGUMENT_ARRAY, module, id, 0, text, 2_000, inserts);
      return length == 0
          ? "nothing (" + Native.getLastError() + ")"
          : text.getWideString(0).strip().replace("\r\n", "|");
    }
  }
}
