package org.fettle.journal;

/**
 * The journal cannot be written or read; nothing may be changed without it. The message is one
 * sentence.
 */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }

  public JournalException(String message) {
    super(message);
  }
}
