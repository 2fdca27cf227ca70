package org.fettle.windows;

/**
 * Changing services; see {@link WritableWindows}. Each act refuses a driver, a service that is not
 * there (1060), and whoever has no right to it (5).
 */
public interface WritableServices extends Services {
  /** Sets when the service starts. */
  void configure(String name, Service.Start start);

  /**
   * Starts the service, unless it runs, and waits until it does: at most half a minute, beside the
   * half minute that Windows itself gives its program to answer. One that is disabled is refused
   * (1058).
   */
  void start(String name);

  /**
   * Stops the service, unless it has stopped, and waits, at most half a minute, until it has. One
   * that others need which run is refused (1051): those are never stopped with it.
   */
  void stop(String name);
}
