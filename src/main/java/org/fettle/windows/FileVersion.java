package org.fettle.windows;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A version in four parts, each from 0 to 65,535, compared part by part as numbers. */
public record FileVersion(int major, int minor, int build, int revision)
    implements Comparable<FileVersion> {
  /**
   * Reads {@code 16.0.4678.1000}.
   *
   * @throws IllegalArgumentException with a sentence, when it has not four such parts
   */
  public static FileVersion parse(String text) {
    if (!text.matches("\\d{1,5}(\\.\\d{1,5}){3}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a version of four numbers such as 16.0.4678.1000.");
    }
    int[] parts = Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
    if (Arrays.stream(parts).anyMatch(part -> part > 0xFFFF)) {
      throw new IllegalArgumentException(
          "A part of the version '" + text + "' is larger than 65535.");
    }
    return new FileVersion(parts[0], parts[1], parts[2], parts[3]);
  }

  @Override
  public int compareTo(FileVersion other) {
    return Arrays.compare(parts(), other.parts());
  }

  private int[] parts() {
    return new int[] {major, minor, build, revision};
  }

  @Override
  public String toString() {
    return Arrays.stream(parts()).mapToObj(Integer::toString).collect(Collectors.joining("."));
  }
}
