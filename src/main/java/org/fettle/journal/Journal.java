package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal, open for writing. One process at a time may hold it; the run lock sees to that.
 *
 * <p>Times never run backwards over a month's end: a record goes to the newest file there is, so
 * the files stay in order even where the clock does not.
 */
public final class Journal implements AutoCloseable {
  private final Path folder;
  private final InstantSource clock;
  private long sequence;
  private boolean atRest = true;
  private String previous = Chain.START;
  private @Nullable YearMonth month;
  private @Nullable FileChannel channel;
  private Consumer<Entry> listener = entry -> {};

  private Journal(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Opens the journal in that folder, which is made where it is missing. A last record torn by a
   * crash is set aside as a record of its own.
   *
   * @throws JournalException when it cannot be opened, or its end has been tampered with
   */
  public static Journal open(Path folder, InstantSource clock) {
    Journal journal = new Journal(folder, clock);
    try {
      Files.createDirectories(folder);
      journal.resume();
    } catch (IOException e) {
      journal.close();
      throw new JournalException(
          "Cannot open the journal in " + folder + ": " + JournalFiles.reason(e) + ".", e);
    }
    return journal;
  }

  /** Appends a record; it may still be in the system's cache when this returns. */
  public Entry append(String run, Event event) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Chain.Line line = new Chain.Line(sequence + 1, now, run, event, previous);
    Chain.Sealed sealed = Chain.seal(line);
    write(now, sealed.text());
    sequence = line.sequence();
    previous = sealed.hash();
    listener.accept(line.entry());
    return line.entry();
  }

  /** Appends a record and returns when it, and all before it, are on disk. */
  public Entry appendDurably(String run, Event event) {
    Entry entry = append(run, event);
    force();
    return entry;
  }

  /** Forces all records to disk. */
  public void force() {
    try {
      if (channel != null) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new JournalException("Cannot flush the journal: " + JournalFiles.reason(e) + ".", e);
    }
  }

  /** Tells each entry, once it is written, to this listener. */
  public void tell(Consumer<Entry> entryListener) {
    listener = entryListener;
  }

  /**
   * Whether the journal, when it was opened, ended with the end of a run, and no earlier run still
   * waits to be taken back.
   */
  public boolean isAtRest() {
    return atRest && !Files.exists(waitingMark());
  }

  /** Notes whether an interrupted run still waits to be taken back, for those who come next. */
  public void noteWaiting(boolean waits) {
    try {
      if (!waits) {
        Files.deleteIfExists(waitingMark());
      } else if (!Files.exists(waitingMark())) {
        Files.createFile(waitingMark());
      }
    } catch (IOException e) {
      throw new JournalException(
          "Cannot note in " + folder + " what is left to do: " + JournalFiles.reason(e) + ".", e);
    }
  }

  private Path waitingMark() {
    return folder.resolve("waiting");
  }

  /** What has been written so far. */
  public JournalFiles files() {
    return new JournalFiles(folder);
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new JournalException("Cannot close the journal: " + JournalFiles.reason(e) + ".", e);
    }
  }

  private void write(Instant now, String text) {
    try {
      FileChannel open = channelFor(now);
      ByteBuffer bytes = ByteBuffer.wrap((text + '\n').getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        open.write(bytes);
      }
    } catch (IOException e) {
      throw new JournalException("Cannot write the journal: " + JournalFiles.reason(e) + ".", e);
    }
  }

  private FileChannel channelFor(Instant now) throws IOException {
    YearMonth wanted = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    if (channel == null || month == null || wanted.isAfter(month)) {
      if (channel != null) {
        channel.force(true);
        channel.close();
      }
      month = month == null || wanted.isAfter(month) ? wanted : month;
      channel =
          FileChannel.open(
              JournalFiles.file(folder, month),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
    }
    return channel;
  }

  private void resume() throws IOException {
    Optional<YearMonth> newest =
        JournalFiles.months(folder).stream().reduce((older, newer) -> newer);
    if (newest.isEmpty()) {
      return;
    }
    month = newest.get();
    Path file = JournalFiles.file(folder, month);
    String torn = cutTornEnd(file);
    Optional<String> last = JournalFiles.lastLine(folder);
    if (last.isPresent()) {
      Optional<String> hash = Chain.hashIfWhole(last.get());
      Optional<Chain.Line> line = Chain.parse(last.get());
      if (hash.isEmpty() || line.isEmpty()) {
        throw new JournalException(
            "The last record of "
                + file
                + " is not as it was written; keep the file as evidence, move it away and start again.");
      }
      sequence = line.get().sequence();
      previous = hash.get();
      atRest = line.get().event() instanceof Event.RunEnded;
    }
    if (!torn.isEmpty()) {
      atRest = false;
      appendDurably("recovery", new Event.TornRecord(torn));
    }
  }

  /** Cuts what follows the last line end, and answers it. */
  private static String cutTornEnd(Path file) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      long end = access.length();
      long cut = LastLine.lineEnd(access, end) + 1;
      if (cut == end) {
        return "";
      }
      byte[] torn = new byte[(int) Math.min(end - cut, 65_536)];
      access.seek(cut);
      access.readFully(torn);
      access.setLength(cut);
      access.getFD().sync();
      return new String(torn, UTF_8);
    }
  }
}
