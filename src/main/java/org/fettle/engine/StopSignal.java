package org.fettle.engine;

/** Asked between two rules: whether the run is to end here, because its process has to. */
@FunctionalInterface
public interface StopSignal {
  /** Nothing stops the run. */
  StopSignal NEVER = () -> false;

  boolean isRaised();
}
