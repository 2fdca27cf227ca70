package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.util.regex.Pattern;
import org.fettle.windows.EventLog;
import org.jspecify.annotations.Nullable;

/**
 * The Windows Event Log, under the name of one source. What Windows does not take is lost; the
 * first time that is said in the log for people.
 */
public final class JnaEventLog implements EventLog, AutoCloseable {
  /** ReportEventW: "Each string is limited to 31,839 characters." */
  static final int LONGEST = 31_839;

  // Event Identifiers: severity in the two highest bits, then the customer's bit. The message file
  // is built with the same.
  private static final int SEVERITY_SHIFT = 30;
  private static final int CUSTOMER = 1 << 29;

  private static final String CUT = "…";

  // "Note that the string that you log cannot contain %n, where n is an integer value, because the
  // event viewer treats it as an insertion string" (ReportEventW).
  private static final Pattern INSERTION = Pattern.compile("%(?=[0-9{%])");

  private static final System.Logger LOG = System.getLogger(JnaEventLog.class.getName());

  private final String source;
  private @Nullable Pointer log;
  private boolean complained;

  private JnaEventLog(String source) {
    this.source = source;
  }

  /** The log of the source of that name; where that cannot be opened now, each record tries. */
  public static JnaEventLog of(String source) {
    return new JnaEventLog(source);
  }

  @Override
  public synchronized void write(Level level, int id, String text) {
    try {
      NativeCalls.guarded(
          "write to",
          "the Event Log",
          () -> {
            report(level, id, inserted(text));
            return id;
          });
    } catch (RuntimeException e) {
      complain(e.getMessage());
    }
  }

  private void report(Level level, int id, String text) {
    if (log == null) {
      log = Advapi32Events.RegisterEventSourceW(null, new WString(source));
    }
    if (log == null) {
      complain("Cannot open the Event Log (" + Native.getLastError() + ").");
      return;
    }
    try (Memory insert = new Memory(2L * (text.length() + 1));
        Memory inserts = new Memory(Native.POINTER_SIZE)) {
      insert.setWideString(0, text);
      inserts.setPointer(0, insert);
      if (!Advapi32Events.ReportEventW(
          log, type(level), (short) 0, message(level, id), null, (short) 1, 0, inserts, null)) {
        complain("Cannot write to the Event Log (" + Native.getLastError() + ").");
      }
    }
  }

  /** The number as the message file has it. */
  static int message(Level level, int id) {
    int severity =
        switch (level) {
          case INFORMATION -> 1;
          case WARNING -> 2;
          case ERROR -> 3;
        };
    return severity << SEVERITY_SHIFT | CUSTOMER | id;
  }

  /** The text as Windows takes it and shows it as it is. */
  static String inserted(String text) {
    String plain = INSERTION.matcher(text.replace('\0', ' ')).replaceAll("% ");
    if (plain.length() <= LONGEST) {
      return plain;
    }
    int end = LONGEST - CUT.length();
    return plain.substring(0, Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end)
        + CUT;
  }

  private static short type(Level level) {
    return (short)
        switch (level) {
          case INFORMATION -> Advapi32Events.INFORMATION_TYPE;
          case WARNING -> Advapi32Events.WARNING_TYPE;
          case ERROR -> Advapi32Events.ERROR_TYPE;
        };
  }

  private void complain(@Nullable String problem) {
    if (!complained) {
      LOG.log(System.Logger.Level.WARNING, "{0} Nothing more is said of that.", problem);
    }
    complained = true;
  }

  @Override
  public synchronized void close() {
    if (log != null) {
      Advapi32Events.DeregisterEventSource(log);
      log = null;
    }
  }
}
