package org.fettle.cli;

/** The version of this program, from the manifest of its jar. */
final class Version {
  private Version() {}

  /** Three numbers; {@code development} when it does not run from a jar. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
