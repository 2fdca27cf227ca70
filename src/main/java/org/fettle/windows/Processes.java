package org.fettle.windows;

import java.util.List;
import java.util.Optional;

/** What runs on the machine. */
public interface Processes {
  /** Every process this account can see. */
  List<Running> running();

  /**
   * A running program.
   *
   * @param name the file name of the program, such as {@code lync.exe}
   * @param id the process id
   * @param ownerSid whose it is; empty where Windows does not tell
   */
  record Running(String name, long id, Optional<String> ownerSid) {}
}
