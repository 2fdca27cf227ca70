package org.fettle.policy.bundle;

/** How much of anything is read; a fleet's policies are some hundred kilobytes. */
final class Limits {
  /** The bundle's bytes. */
  static final int BUNDLE = 16 * 1024 * 1024;

  /** Files, the manifest and the signature among them. */
  static final int FILES = 1_000;

  /** A file, as policies and assignments are limited where they are read. */
  static final int FILE = 4 * 1024 * 1024;

  /** All files, unpacked. */
  static final long TOTAL = 32L * 1024 * 1024;

  /** The manifest: {@link #FILES} lines of it and more. */
  static final int MANIFEST = 1024 * 1024;

  /** The signature's line. */
  static final int SIGNATURE = 256;

  /** A file's path. */
  static final int NAME = 160;

  private Limits() {}
}
