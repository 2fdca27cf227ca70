package org.fettle.windows;

/** The Windows Event Log, to be written to. What cannot be written there is lost, and no error. */
public interface EventLog {
  /** How grave a record is. */
  enum Level {
    ERROR,
    WARNING,
    INFORMATION
  }

  /**
   * Writes a record.
   *
   * @param id its number in the message file; it means the same for ever
   * @param text what the message's one insert says
   */
  void write(Level level, int id, String text);
}
