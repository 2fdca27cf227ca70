package org.fettle.engine;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.fettle.policy.Assignment.Ring;
import org.fettle.policy.Assignment.Window;
import org.fettle.windows.Windows;

/** When and where an assignment lets fixes be applied at all. */
final class Conditions {
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
    return MachineId.of(machine).share(ring.salt(), 100) < ring.percent();
  }
}
