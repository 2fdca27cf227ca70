package org.fettle.windows.jna;

import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.fettle.windows.WindowsException;

/** The start of a process as somebody else: what it is given, and that it is given nothing more. */
final class ProcessLaunch {
  // winbase.h, STARTUPINFOEXW of 64-bit Windows
  private static final int STARTUP_SIZE = 112;
  private static final int DESKTOP_AT = 16;
  private static final int FLAGS_AT = 60;
  private static final int STANDARD_INPUT_AT = 80;
  private static final int STANDARD_OUTPUT_AT = 88;
  private static final int ATTRIBUTES_AT = 104;
  private static final int USE_STANDARD_HANDLES = 0x100;

  // PROCESS_INFORMATION
  private static final int PROCESS_SIZE = 24;
  private static final int THREAD_AT = 8;

  private static final int LARGEST_ENVIRONMENT = 1 << 20;

  private final NativeHandles handles;
  private final long token;
  private final SessionCommand command;

  /** What Windows is given the address of, so that it lives as long as this. */
  private final List<NativeBlock> blocks = new ArrayList<>();

  ProcessLaunch(NativeHandles handles, long token, SessionCommand command) {
    this.handles = handles;
    this.token = token;
    this.command = command;
  }

  /** Two handles, of the process and of its first thread. */
  record Started(long process, long thread) {}

  /**
   * Starts it in the user's session, so that it does not run yet. It has no console, and so neither
   * a window nor a console host, which would be a second process in its job; and java.exe, other
   * than javaw.exe, never shows a message box.
   *
   * @throws WindowsException when Windows refuses
   */
  Started suspended(long standardInput, long standardOutput) {
    inheritable(standardInput);
    inheritable(standardOutput);
    NativeBlock inherited = block(16);
    inherited.putLong(0, standardInput);
    inherited.putLong(8, standardOutput);
    NativeBlock size = block(8);
    // The first call only tells the size, and fails for that.
    Kernel32Process.InitializeProcThreadAttributeList(0, 1, 0, size.address());
    NativeBlock attributes = block(Math.max(8, size.getInt(0)));
    handles.require(
        Kernel32Process.InitializeProcThreadAttributeList(
            attributes.address(), 1, 0, size.address()));
    try {
      handles.require(
          Kernel32Process.UpdateProcThreadAttribute(
              attributes.address(),
              0,
              Kernel32Process.PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
              inherited.address(),
              inherited.size(),
              0,
              0));
      NativeBlock desktop = text("winsta0\\default");
      NativeBlock startup = block(STARTUP_SIZE);
      startup.putInt(0, STARTUP_SIZE);
      startup.putLong(DESKTOP_AT, desktop.address());
      startup.putInt(FLAGS_AT, USE_STANDARD_HANDLES);
      startup.putLong(STANDARD_INPUT_AT, standardInput);
      startup.putLong(STANDARD_OUTPUT_AT, standardOutput);
      startup.putLong(ATTRIBUTES_AT, attributes.address());
      return create(startup);
    } finally {
      Kernel32Process.DeleteProcThreadAttributeList(attributes.address());
      Reference.reachabilityFence(this);
    }
  }

  private Started create(NativeBlock startup) {
    NativeBlock made = block(PROCESS_SIZE);
    NativeBlock program = text(command.program());
    NativeBlock line = text(command.line()); // Windows writes into it
    NativeBlock environment = text(String.join("\0", environment()) + '\0');
    NativeBlock folder = text(System.getenv("SystemRoot") + "\\System32");
    handles.require(
        Advapi32Process.CreateProcessAsUserW(
            token,
            program.address(),
            line.address(),
            0,
            0,
            true,
            Kernel32Process.CREATE_SUSPENDED
                | Kernel32Process.DETACHED_PROCESS
                | Kernel32Process.CREATE_UNICODE_ENVIRONMENT
                | Kernel32Process.EXTENDED_STARTUPINFO_PRESENT,
            environment.address(),
            folder.address(),
            startup.address(),
            made.address()));
    return new Started(handles.add(made.getLong(0)), handles.add(made.getLong(THREAD_AT)));
  }

  private void inheritable(long handle) {
    handles.require(
        Kernel32Process.SetHandleInformation(
            handle, Kernel32Process.HANDLE_FLAG_INHERIT, Kernel32Process.HANDLE_FLAG_INHERIT));
  }

  private List<String> environment() {
    NativeBlock result = block(8);
    handles.require(UserenvBlock.CreateEnvironmentBlock(result.address(), token, false));
    long block = result.getLong(0);
    try {
      Pointer texts = new Pointer(block);
      List<String> entries = new ArrayList<>();
      int at = 0;
      while (at < LARGEST_ENVIRONMENT) {
        String entry = texts.getWideString(at);
        if (entry.isEmpty()) {
          break;
        }
        entries.add(entry);
        at += 2 * (entry.length() + 1);
      }
      return SessionCommand.cleaned(entries);
    } finally {
      UserenvBlock.DestroyEnvironmentBlock(block);
    }
  }

  private NativeBlock text(String text) {
    NativeBlock block = block(2 * (text.length() + 1));
    block.putText(text);
    return block;
  }

  private NativeBlock block(int size) {
    NativeBlock block = NativeBlock.zeroed(size);
    blocks.add(block);
    return block;
  }
}
