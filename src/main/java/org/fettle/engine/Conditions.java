package org.fettle.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.fettle.policy.Assignment.Ring;
import org.fettle.policy.Assignment.Window;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.Windows;

/** When and where an assignment lets fixes be applied at all. */
final class Conditions {
  private static final RegistryKey CRYPTOGRAPHY =
      RegistryKey.parse("HKLM\\SOFTWARE\\Microsoft\\Cryptography");

  private Conditions() {}

  /**
   * Whether the moment lies in the window; a window over midnight belongs to the day it begins on.
   */
  static boolean isOpen(Window window, ZonedDateTime now) {
    LocalTime time = now.toLocalTime();
    boolean overMidnight = !window.from().isBefore(window.to());
    boolean sameDay = !time.isBefore(window.from()) && (overMidnight || time.isBefore(window.to()));
    boolean dayAfter = overMidnight && time.isBefore(window.to());
    return (sameDay && isDay(window, now)) || (dayAfter && isDay(window, now.minusDays(1)));
  }

  private static boolean isDay(Window window, ZonedDateTime day) {
    return window.days().isEmpty() || window.days().contains(day.getDayOfWeek());
  }

  /** Whether this machine's bucket, from 0 to 99, lies below the ring's percentage. */
  static boolean isIn(Ring ring, Windows machine) {
    return bucket(machineId(machine), ring.salt()) < ring.percent();
  }

  static int bucket(String machineId, String salt) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + '\n' + machineId).getBytes(StandardCharsets.UTF_8));
      return (((hash[0] & 0xFF) << 16) | ((hash[1] & 0xFF) << 8) | (hash[2] & 0xFF)) % 100;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }

  // MachineGuid is made by Windows' set-up and stays with the installation; braces are a known
  // fault, not a difference.
  private static String machineId(Windows machine) {
    return machine
        .registry()
        .value(CRYPTOGRAPHY, "MachineGuid")
        .flatMap(value -> value.asText())
        .map(text -> text.replace("{", "").replace("}", ""))
        .filter(text -> !text.isBlank())
        .or(() -> Optional.of(machine.facts().name()))
        .get();
  }
}
