import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.win32.DLLCallback;

/** The least that a service needs of JNA: it says that it runs, and waits to be stopped. */
final class HelloService {
  private static final WString NAME = new WString("Hello");
  private static final Object END = new Object();
  private static final Main MAIN = (count, arguments) -> serve();
  private static final Control CONTROL = (code, type, data, context) -> control(code);
  private static Pointer handle;

  static {
    Native.register(HelloService.class, "advapi32");
  }

  interface Main extends Callback, DLLCallback {
    void callback(int count, Pointer arguments);
  }

  interface Control extends Callback, DLLCallback {
    int callback(int code, int type, Pointer data, Pointer context);
  }

  static native boolean StartServiceCtrlDispatcherW(Pointer table);

  static native Pointer RegisterServiceCtrlHandlerExW(WString name, Control control, Pointer context);

  static native boolean SetServiceStatus(Pointer handle, Pointer status);

  public static void main(String[] arguments) {
    Memory text = new Memory((NAME.length() + 1) * 2L);
    text.setWideString(0, NAME.toString());
    Memory table = new Memory(4L * Native.POINTER_SIZE);
    table.clear();
    table.setPointer(0, text);
    table.setPointer(Native.POINTER_SIZE, com.sun.jna.CallbackReference.getFunctionPointer(MAIN));
    if (!StartServiceCtrlDispatcherW(table)) {
      throw new IllegalStateException("Windows error " + Native.getLastError());
    }
    System.exit(0);
  }

  private static void serve() {
    handle = RegisterServiceCtrlHandlerExW(NAME, CONTROL, null);
    report(4, 1);
    synchronized (END) {
      try {
        END.wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    report(1, 0);
  }

  private static int control(int code) {
    if (code == 1) {
      synchronized (END) {
        END.notifyAll();
      }
    }
    return 0;
  }

  private static void report(int state, int accepted) {
    Memory status = new Memory(7 * 4);
    status.write(0, new int[] {0x10, state, accepted, 0, 0, 0, 0}, 0, 7);
    SetServiceStatus(handle, status);
  }
}
