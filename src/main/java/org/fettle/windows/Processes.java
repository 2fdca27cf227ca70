package org.fettle.windows;

import java.util.List;
import java.util.Optional;

/** What runs on the machine. */
public interface Processes {
  /** Every process this account can see. */
  List<Running> running();

  /**
   * Asks a program to close, as the cross in the corner of its windows does: it may ask its user
   * what to do with unsaved work, and it may stay. Nothing is ever ended by force. It does not
   * wait.
   *
   * @return whether it is still there and has a window that could be asked
   * @throws WindowsException when it belongs to another person or session than this process:
   *     somebody else's programs are never asked
   */
  boolean askToClose(Running program);

  /**
   * A running program.
   *
   * @param name the file name of the program, such as {@code lync.exe}
   * @param id the process id
   * @param ownerSid whose it is; empty where Windows does not tell
   */
  record Running(String name, long id, Optional<String> ownerSid) {
    /** The refusal to ask what belongs to somebody else. */
    public WindowsException isNotOwn() {
      return WindowsException.forbidden(
          name + " (" + id + ") is another person's or session's: it is not asked to close.");
    }
  }
}
