package org.fettle.windows;

import java.util.Arrays;

/**
 * A system store, written as in the certificate tools: {@code CurrentUser\\My}, {@code
 * LocalMachine\\Root}.
 */
public record CertificateStore(Location location, String name) {
  /** Whose store it is. */
  public enum Location {
    CURRENT_USER("CurrentUser"),
    LOCAL_MACHINE("LocalMachine");

    private final String text;

    Location(String text) {
      this.text = text;
    }
  }

  /** Refuses what Windows would take for a path to another place, such as a physical store. */
  public CertificateStore {
    if (!isName(name)) {
      throw noStore(name);
    }
  }

  /**
   * Reads {@code CurrentUser\\My}.
   *
   * @throws IllegalArgumentException with a sentence, when it is no store
   */
  public static CertificateStore parse(String text) {
    int end = text.indexOf('\\');
    String name = text.substring(end + 1);
    return Arrays.stream(Location.values())
        .filter(location -> end > 0 && location.text.equalsIgnoreCase(text.substring(0, end)))
        .filter(location -> isName(name))
        .findFirst()
        .map(location -> new CertificateStore(location, name))
        .orElseThrow(() -> noStore(text));
  }

  private static boolean isName(String text) {
    return text.matches("[A-Za-z]([A-Za-z0-9 _.-]{0,62}[A-Za-z0-9])?");
  }

  private static IllegalArgumentException noStore(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a certificate store such as CurrentUser\\My or LocalMachine\\Root.");
  }

  /** Whether that is its name: Windows takes no notice of case. */
  public boolean isCalled(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return location.text + '\\' + name;
  }
}
