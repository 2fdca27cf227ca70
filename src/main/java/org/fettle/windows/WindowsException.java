package org.fettle.windows;

/**
 * Windows refused or failed. The message is one sentence for an admin: the act, the thing, the
 * code. Absence is never told this way.
 */
public final class WindowsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What sort of failure it was. */
  public enum Kind {
    /** The account has no right to it (5, 1314). */
    DENIED,
    /** The thing is no longer as the change expected it. */
    CHANGED,
    /** Fettle itself will not do this: the deny list, a link where none is allowed. */
    FORBIDDEN,
    /** Anything else; the code says what. */
    BROKEN
  }

  private final Kind kind;
  private final int code;

  private WindowsException(Kind kind, int code, String message) {
    super(message);
    this.kind = kind;
    this.code = code;
  }

  /** A failed Win32 call, such as {@code failed("read", "HKLM\SOFTWARE", 5)}. */
  public static WindowsException failed(String act, String thing, int code) {
    boolean denied = code == 5 || code == 1314;
    String why = denied ? "access denied" : meaning(code);
    return new WindowsException(
        denied ? Kind.DENIED : Kind.BROKEN,
        code,
        "Cannot " + act + " " + thing + ": " + why + " (" + code + ").");
  }

  /** The thing is not as expected. */
  public static WindowsException changed(String thing, String expected, String actual) {
    return new WindowsException(
        Kind.CHANGED, 0, thing + " has changed: expected " + expected + ", found " + actual + ".");
  }

  /** Fettle refuses. */
  public static WindowsException forbidden(String message) {
    return new WindowsException(Kind.FORBIDDEN, 0, message);
  }

  /** Something else went wrong; the message is a whole sentence. */
  public static WindowsException broken(String message) {
    return new WindowsException(Kind.BROKEN, 0, message);
  }

  public Kind kind() {
    return kind;
  }

  /** The Win32 error code, or 0. */
  public int code() {
    return code;
  }

  // The codes this agent meets, of winerror.h; Windows' own texts are localised and so of no use in
  // a fleet's logs.
  private static String meaning(int code) {
    return switch (code) {
      case 2, 3 -> "not found";
      case 6 -> "invalid handle";
      case 32, 33 -> "in use by another program";
      case 87 -> "invalid parameter";
      case 112 -> "disk full";
      case 1018 -> "the key has been marked for deletion";
      case 1020 -> "the key has subkeys";
      default -> "Windows error";
    };
  }
}
