package org.fettle.engine;

import java.util.Optional;

/** This program, and who runs it. */
public final class ThisProgram {
  private ThisProgram() {}

  /** Its version, from the manifest of its jar; {@code development} when it runs from none. */
  public static String version() {
    return Optional.ofNullable(ThisProgram.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** The account it runs as, and its version, for the journal. */
  public static Engine.Identity identity() {
    String domain = System.getenv("USERDOMAIN");
    String user = System.getProperty("user.name", "unknown");
    return new Engine.Identity(domain == null ? user : domain + "\\" + user, version());
  }
}
