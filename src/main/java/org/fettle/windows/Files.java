package org.fettle.windows;

/** Looking at files. Paths are Windows paths. */
public interface Files {
  /** Whether a file, not a folder, is there. */
  boolean isFile(String path);

  /**
   * The text with {@code %Name%} replaced from the environment of the subject; unknown names stay
   * as written.
   */
  String expand(String text);
}
