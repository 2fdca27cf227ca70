package org.fettle.windows;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes as a policy writes it, such as {@code 500 MB}. Units are those of Windows
 * Explorer: 1 KB is 1,024 bytes, 1 MB is 1,024 KB, 1 GB is 1,024 MB.
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6}) ?(B|KB|MB|GB)");
  private static final String[] UNITS = {"B", "KB", "MB", "GB"};
  private static final int SHIFT = 10;

  /**
   * Reads {@code 500 MB}.
   *
   * @throws IllegalArgumentException with a sentence, for anything else
   */
  public static ByteSize parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size such as 500 MB; the units are B, KB, MB and GB.");
    }
    int unit = 0;
    while (!UNITS[unit].equals(parts.group(2))) {
      unit++;
    }
    return new ByteSize(Long.parseLong(parts.group(1)) << (unit * SHIFT));
  }

  /** About how much it is, for people: {@code 2.4 GB}. */
  public String rounded() {
    double size = bytes;
    int unit = 0;
    while (size >= 1 << SHIFT && unit < UNITS.length - 1) {
      size /= 1 << SHIFT;
      unit++;
    }
    return unit == 0 ? this.toString() : Math.round(size * 10) / 10.0 + " " + UNITS[unit];
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** In the largest unit that says it whole. */
  @Override
  public String toString() {
    int unit = 0;
    long size = bytes;
    while (size != 0 && unit < UNITS.length - 1 && size % (1 << SHIFT) == 0) {
      size >>= SHIFT;
      unit++;
    }
    return size + " " + UNITS[unit];
  }
}
