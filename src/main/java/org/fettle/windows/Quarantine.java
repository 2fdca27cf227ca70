package org.fettle.windows;

import java.util.regex.Pattern;

/**
 * The names of what was put aside: {@code name.fettle-1}, in the folder it always lay in, so that
 * it stays on its volume, under its owner's protection, and its way back is one rename.
 */
public final class Quarantine {
  private static final Pattern NAME = Pattern.compile("(?s).+\\.fettle-[1-9]\\d{0,3}(-purged)?");
  private static final int MOST = 9_999;

  private Quarantine() {}

  /**
   * Where a thing in quarantine lies while it is removed for good: no way leads back from there.
   */
  static String purged(String path) {
    return path + "-purged";
  }

  /** Whether a thing of this name was put aside. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The first free path in quarantine for the thing at {@code path}.
   *
   * @throws WindowsException when there is none
   */
  public static String pathFor(Files files, String path) {
    for (int number = 1; number <= MOST; number++) {
      String free = path + ".fettle-" + number;
      if (files.look(free).isEmpty()) {
        return free;
      }
    }
    throw WindowsException.broken(path + " was put into quarantine too often.");
  }
}
