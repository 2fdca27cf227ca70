package org.fettle.engine;

/** Told how far a run has come, so that a person sees that it is alive. */
@FunctionalInterface
public interface Progress {
  /** Nobody is watching. */
  Progress NONE = (done, of, what) -> {};

  /** {@code done} of {@code of} parts are done, and this is the next. */
  void at(int done, int of, String what);
}
