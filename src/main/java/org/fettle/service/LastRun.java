package org.fettle.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the machine was last judged on schedule, for a service that starts anew to go on from. */
final class LastRun {
  private static final Logger LOG = LoggerFactory.getLogger(LastRun.class);

  private final Path file;
  private volatile Optional<Instant> moment;

  LastRun(Path state) {
    file = state.resolve("last-run");
    moment = read();
  }

  Optional<Instant> moment() {
    return moment;
  }

  /** Notes a run; where that cannot be written down, the next start makes one too many. */
  void was(Instant now) {
    moment = Optional.of(now);
    try {
      Files.writeString(file, now.toString(), UTF_8);
    } catch (IOException e) {
      LOG.warn("Cannot note the time of this run in {}: {}", file, e.toString());
    }
  }

  private Optional<Instant> read() {
    try {
      return Optional.of(Instant.parse(Files.readString(file, UTF_8).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | DateTimeException e) {
      LOG.warn("The time of the last run cannot be read from {}: {}", file, e.toString());
      return Optional.empty();
    }
  }
}
