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
    /** Who was to make a change was lost meanwhile; it may have been made. */
    UNKNOWN,
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

  /** Windows would refuse it here, so it is not even tried; the message is a whole sentence. */
  public static WindowsException denied(String message) {
    return new WindowsException(Kind.DENIED, 0, message);
  }

  /** Whether a change was made is not known; the message is a whole sentence. */
  public static WindowsException unknown(String message) {
    return new WindowsException(Kind.UNKNOWN, 0, message);
  }

  /** What another process was told, as it tells it. */
  public static WindowsException of(Kind kind, int code, String message) {
    return new WindowsException(kind, code, message);
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
      case 1168 -> "not found";
      case 1312 -> "this kind of sign-in has none";
      case 145 -> "the folder is not empty";
      case 303 -> "it is being removed";
      case 1018 -> "the key has been marked for deletion";
      case 1020 -> "the key has subkeys";
      case 1051 -> "other services that need it are running";
      case 1052, 1061 -> "it does not take this command now";
      case 1053 -> "it did not answer in time";
      case 1058 -> "it is disabled, or a device it needs is";
      case 1060 -> "there is no such service";
      case 1062 -> "it is not running";
      case 1068, 1075 -> "a service it needs is missing or does not start";
      case 1069 -> "its account could not be signed in";
      case 1072 -> "the service has been marked for deletion";
      default -> "Windows error";
    };
  }
}
