package org.fettle.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.fettle.json.FileFormatException;
import org.fettle.json.Json;

/** The file in which the service keeps its {@link AgentStatus}. A reader finds it whole, always. */
public final class AgentStatusFile {
  private static final String NAME = "status.json";
  private static final int LARGEST = 1024 * 1024;

  private final Path file;

  /** The one in that state folder. */
  public AgentStatusFile(Path state) {
    file = state.resolve(NAME);
  }

  /** Where it lies. */
  public Path path() {
    return file;
  }

  /**
   * What it says; empty where there is none.
   *
   * @throws IOException when it cannot be read, or is not what this version writes
   */
  public Optional<AgentStatus> read() throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("it is larger than 1 MiB");
      }
      text = new String(bytes, UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(text, AgentStatus.class));
    } catch (FileFormatException e) {
      throw new IOException("it is not what this version of Fettle writes: " + e.getMessage(), e);
    }
  }

  /** Puts this in its place, at once and whole. */
  public void write(AgentStatus status) throws IOException {
    Path next = file.resolveSibling(NAME + ".new");
    Files.writeString(
        next,
        Json.write(status) + '\n',
        UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
