package org.fettle.windows;

import java.util.Set;

/**
 * Watches registry keys of the machine, each with its values and the names of the keys directly
 * below it; of a key that is not there, whether it appears. It may tell of more than that, never of
 * less; only that a key above was given another name goes unseen.
 *
 * <p>When something was changed that is told once, and nothing more until {@link #again()}: however
 * often a program writes, it costs one notice.
 */
public interface RegistryWatch extends AutoCloseable {
  /** Makes watches. */
  interface Opener {
    /**
     * A watch that watches nothing yet.
     *
     * @param told is run in any thread, when something was changed; it must not wait for whoever
     *     uses the watch
     */
    RegistryWatch open(Runnable told);
  }

  /**
   * Watches these keys and no others. Of keys that were watched before, no change is lost.
   *
   * @param keys in {@code HKLM} and {@code HKU}
   * @return those that are watched from now on only: what they hold is to be looked at after this
   */
  Set<RegistryKey> watch(Set<RegistryKey> keys);

  /**
   * Goes on watching after something was told.
   *
   * @return the keys that may have been changed since they were last answered here, or watched
   */
  Set<RegistryKey> again();

  /** Those of the keys that cannot be watched, for want of rights or of room. */
  Set<RegistryKey> unwatched();

  /** Tells nothing more, and lets go of all keys. */
  @Override
  void close();
}
