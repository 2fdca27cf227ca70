package org.fettle.windows;

/**
 * A Windows service. A state on its way counts as arrived: a service that is starting runs, and one
 * that is stopping has stopped; so what was asked of it is seen at once, also by a process that
 * comes after the one that asked. A paused one runs.
 *
 * @param name the short name, such as {@code msoidsvc}, as it was asked for
 * @param title the name people see
 * @param driver whether it is a driver, which is looked at and never changed
 */
public record Service(String name, String title, Start start, boolean running, boolean driver) {
  /** When it starts. */
  public enum Start {
    AUTOMATIC,
    /** Automatically, a while after Windows has started. */
    DELAYED,
    MANUAL,
    DISABLED,
    /** With Windows itself: a driver's. */
    BOOT;

    /** The start type for people. */
    public String shown() {
      return switch (this) {
        case AUTOMATIC -> "automatic";
        case DELAYED -> "automatic (delayed)";
        case MANUAL -> "manual";
        case DISABLED -> "disabled";
        case BOOT -> "boot";
      };
    }
  }

  /** Whether it runs, for people. */
  public static String shown(boolean running) {
    return running ? "running" : "stopped";
  }

  /** The same service with another start type. */
  public Service with(Start other) {
    return new Service(name, title, other, running, driver);
  }

  /** The same service, running or stopped. */
  public Service with(boolean nowRunning) {
    return new Service(name, title, start, nowRunning, driver);
  }

  /** Why it is never changed; only a driver is not. */
  public static WindowsException isDriver(String name) {
    return WindowsException.forbidden("The service " + name + " is a driver: it is never changed.");
  }
}
