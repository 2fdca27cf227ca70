package org.fettle.windows;

/** Taking whole Windows paths apart. */
public final class FilePaths {
  private FilePaths() {}

  /** The folder it lies in, without a backslash at the end; empty for a path of one part. */
  public static String parent(String path) {
    int end = path.lastIndexOf('\\');
    return end < 0 ? "" : path.substring(0, end);
  }

  /** The last part. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('\\') + 1);
  }
}
