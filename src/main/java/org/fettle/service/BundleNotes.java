package org.fettle.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.fettle.json.FileFormatException;
import org.fettle.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the agent remembers of a source over a restart, in a file that may be lost: then something
 * is fetched, or told, once too often.
 */
final class BundleNotes {
  private static final Logger LOG = LoggerFactory.getLogger(BundleNotes.class);

  private final Path folder;
  private final Path file;
  private Noted noted;

  /**
   * What is remembered.
   *
   * @param taken what was fetched last, where that is in force
   * @param refused what was refused last, by its digest and the kind of reason; empty when
   *     something was taken since
   * @param recorded the bundle whose taking was written into the journal last, by its digest: there
   *     it may have been removed for its age
   */
  record Noted(Optional<Fetched> taken, Optional<String> refused, Optional<String> recorded) {
    private static final Noted NOTHING =
        new Noted(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * What was fetched.
   *
   * @param sha256 of all its bytes
   */
  record Fetched(String source, String stamp, String sha256) {}

  BundleNotes(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("fetched.json");
    this.noted = read();
  }

  synchronized Noted noted() {
    return noted;
  }

  synchronized void taken(Fetched fetched) {
    note(new Noted(Optional.of(fetched), Optional.empty(), noted.recorded()));
  }

  synchronized void refused(Optional<String> refused) {
    note(new Noted(noted.taken(), refused, noted.recorded()));
  }

  synchronized void recorded(String digest) {
    note(new Noted(noted.taken(), noted.refused(), Optional.of(digest)));
  }

  private void note(Noted next) {
    if (next.equals(noted)) {
      return;
    }
    noted = next;
    try {
      Files.createDirectories(folder);
      Files.writeString(file, Json.write(next), UTF_8);
    } catch (IOException e) {
      LOG.warn("Cannot note in {} what was fetched: {}", file, e.toString());
    }
  }

  private Noted read() {
    try {
      return Json.read(Files.readString(file, UTF_8), Noted.class);
    } catch (NoSuchFileException e) {
      return Noted.NOTHING;
    } catch (IOException | FileFormatException e) {
      LOG.warn("What was fetched last cannot be read from {}: {}", file, e.toString());
      return Noted.NOTHING;
    }
  }
}
