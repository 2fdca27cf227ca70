package org.fettle.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a signed bundle is offered. What it gives is believed by nobody before its signature was
 * verified, so the place itself need not be protected.
 */
interface BundleSource {
  /** What came of asking. */
  sealed interface Answer {
    /** It is what it was when it had that stamp. */
    record Unchanged() implements Answer {}

    /** It is still being written; it is asked for again soon. */
    record Unsettled() implements Answer {}

    /** Something is there that is not even read, with the reason in a sentence. */
    record Unusable(String reason) implements Answer {}

    /** A bundle, or what calls itself one. */
    final class Offered implements Answer {
      private final byte[] bytes;
      private final String stamp;

      Offered(byte[] bytes, String stamp) {
        this.bytes = bytes;
        this.stamp = stamp;
      }

      byte[] bytes() {
        return bytes;
      }

      /** Tells it from others; empty where the source has nothing to tell it by. */
      String stamp() {
        return stamp;
      }
    }
  }

  /**
   * It cannot be told what is offered, or nothing is. The message is a sentence for people, and has
   * the source in it.
   */
  final class Unreachable extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;

    Unreachable(String sentence) {
      this(sentence, Optional.empty());
    }

    Unreachable(String sentence, Optional<Duration> retryAfter) {
      super(sentence);
      this.retryAfter = retryAfter;
    }

    /** How long the source asks to be left alone. */
    Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /** What people call it: a folder, an address. */
  String name();

  /** Whether asking costs next to nothing, and nobody but this machine. */
  boolean isNear();

  /**
   * Asks, within a time that ends.
   *
   * @param known the stamp of what need not be given again
   */
  Answer ask(Optional<String> known) throws Unreachable;

  /** Ends an {@link #ask} that is under way, in any thread; the next one may fail at once. */
  void stop();
}
