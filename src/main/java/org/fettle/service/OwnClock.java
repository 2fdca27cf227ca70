package org.fettle.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.service.SelfCheck.Finding;
import org.fettle.windows.WindowsException;

/**
 * Whether the machine's clock can be right: not before this program was made, nor before it last
 * worked. What lies too far ahead cannot be seen from here.
 */
final class OwnClock {
  // Installers write local times for files, and people set clocks by hand.
  private static final Duration SLACK = Duration.ofHours(24);

  private final Path made;
  private final Folders folders;
  private final InstantSource clock;

  /**
   * A clock that is held against files.
   *
   * @param made a file of the program
   */
  OwnClock(Path made, Folders folders, InstantSource clock) {
    this.made = made;
    this.folders = folders;
    this.clock = clock;
  }

  private record Known(Instant moment, String what) {}

  Optional<Finding> finding() {
    Instant now = clock.instant();
    return Stream.of(
            written(made).map(one -> new Known(one, "this program was made")),
            new LastRun(folders.state()).moment().map(one -> new Known(one, "the last run")),
            journalled().map(one -> new Known(one, "the journal's last record")))
        .flatMap(Optional::stream)
        .max(Comparator.comparing(Known::moment))
        .filter(latest -> now.isBefore(latest.moment().minus(SLACK)))
        .map(latest ->
            Finding.weak(
                "The clock says "
                    + now
                    + ", which is before "
                    + latest.what()
                    + ", "
                    + latest.moment()
                    + ". Set the clock: schedules, and how long policies hold, go by it."));
  }

  private Optional<Instant> journalled() {
    return OwnPlaces.filesIn(folders.journal())
        .map(OwnClock::written)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  private static Optional<Instant> written(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.getLastModifiedTime(file).toInstant())
          : Optional.empty();
    } catch (IOException e) {
      throw WindowsException.broken("Cannot look at " + file + ": " + e.getMessage() + ".");
    }
  }
}
