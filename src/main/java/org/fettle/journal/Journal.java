package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal, open for writing. One process at a time may hold it; the run lock sees to that.
 *
 * <p>Times never run backwards over a month's end: a record goes to the newest file there is, so
 * the files stay in order even where the clock does not. After a record that could not be written
 * there is no further one: what is missing would be missed by nobody.
 */
public final class Journal implements AutoCloseable {
  private final Path folder;
  private final InstantSource clock;
  private final Opener opener;
  private final List<Entry> atOpening = new ArrayList<>();
  private long sequence;
  private boolean atRest = true;
  private boolean broken;
  private boolean listenerFailed;
  private String previous = Chain.START;
  private @Nullable YearMonth month;
  private @Nullable FileChannel channel;
  private Consumer<Entry> listener = atOpening::add;

  private Journal(Path folder, InstantSource clock, Opener opener) {
    this.folder = folder;
    this.clock = clock;
    this.opener = opener;
  }

  /** How a file is opened to append to it. */
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  /**
   * Opens the journal in that folder, which is made where it is missing. A last record torn by a
   * crash is set aside as a record of its own; an end that is otherwise damaged is set aside in a
   * file beside the journal, and a record tells of it.
   *
   * @throws JournalException when it cannot be opened
   */
  public static Journal open(Path folder, InstantSource clock) {
    return open(
        folder,
        clock,
        file -> FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  static Journal open(Path folder, InstantSource clock, Opener opener) {
    Journal journal = new Journal(folder, clock, opener);
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

  /**
   * Appends a record; it may still be in the system's cache when this returns.
   *
   * @throws JournalException when it cannot be written, or is too long to be read back
   */
  public Entry append(String run, Event event) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Chain.Line line = new Chain.Line(sequence + 1, now, run, event, previous);
    Chain.Sealed sealed = Chain.seal(line);
    write(now, sealed.text());
    sequence = line.sequence();
    previous = sealed.hash();
    Entry entry = line.entry();
    try {
      listener.accept(entry);
    } catch (RuntimeException e) {
      // The record is written, and what it is about has to go on; one complaint is enough.
      if (!listenerFailed) {
        System.getLogger(Journal.class.getName())
            .log(System.Logger.Level.WARNING, "The listener to the journal failed.", e);
      }
      listenerFailed = true;
    }
    return entry;
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

  /**
   * Tells each entry, once it is written, to this listener, and first those that were written when
   * the journal was opened. A listener that fails does not stop the journal.
   */
  public void tell(Consumer<Entry> entryListener) {
    atOpening.forEach(entryListener);
    atOpening.clear();
    listener = entryListener;
  }

  /**
   * Whether the journal, when it was opened, ended with the end of a run or with a record that is
   * only written after one, and no earlier run still waits to be taken back.
   */
  public boolean isAtRest() {
    return atRest && !Files.exists(waitingMark());
  }

  /**
   * Notes since when an interrupted run waits to be taken back, for those who come next; empty
   * where none does. The note is no record: the chain does not cover it.
   */
  public void noteWaiting(Optional<Instant> since) {
    try {
      if (since.isEmpty()) {
        Files.deleteIfExists(waitingMark());
      } else {
        Files.writeString(
            waitingMark(),
            YearMonth.from(since.get().atOffset(ZoneOffset.UTC)).toString(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.SYNC);
      }
    } catch (IOException e) {
      throw new JournalException(
          "Cannot note in " + folder + " what is left to do: " + JournalFiles.reason(e) + ".", e);
    }
  }

  /**
   * Gives the entries to the reader, from the first of any run that has not ended on. A run that
   * nobody had to wait for is in the two newest files.
   */
  public void replayUnfinished(Consumer<Entry> reader) {
    files().eachSince(firstUnfinished(), reader);
  }

  private YearMonth firstUnfinished() {
    YearMonth all = YearMonth.of(0, 1);
    List<YearMonth> months = JournalFiles.months(folder);
    YearMonth recent = months.isEmpty() ? all : months.get(Math.max(0, months.size() - 2));
    if (!Files.exists(waitingMark())) {
      return recent;
    }
    try {
      YearMonth waiting = YearMonth.parse(Files.readString(waitingMark()).strip());
      return waiting.isBefore(recent) ? waiting : recent;
    } catch (IOException | DateTimeException e) {
      return all; // A note that cannot be read costs time, not a run.
    }
  }

  private Path waitingMark() {
    return folder.resolve("waiting");
  }

  /** The first month of an interrupted run that waits to be taken back; empty where none does. */
  public Optional<YearMonth> waitingSince() {
    return Files.exists(waitingMark()) ? Optional.of(firstUnfinished()) : Optional.empty();
  }

  /**
   * Removes the files of the months before that one, the oldest first, and first writes down that
   * it does so, where that is not written yet; the newest file stays in any case.
   *
   * @throws JournalException when one cannot be removed; it is tried again when asked again
   */
  public void removeBefore(YearMonth first) {
    OldMonths old = OldMonths.before(first, folder);
    old.event()
        .filter(event -> !old.isWritten(event))
        .ifPresent(event -> appendDurably(Event.OF_JOURNAL, event));
    old.remove();
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
    if (broken) {
      throw new JournalException(
          "Cannot write the journal: an earlier record could not be written, and none may be"
              + " missing.");
    }
    ByteBuffer bytes = ByteBuffer.wrap((text + '\n').getBytes(UTF_8));
    if (bytes.limit() > Chain.LONGEST) {
      throw new JournalException(
          "Cannot write the journal: a record of "
              + bytes.limit()
              + " bytes is too long to be read back.");
    }
    broken = true;
    try {
      FileChannel open = channelFor(now);
      while (bytes.hasRemaining()) {
        open.write(bytes);
      }
    } catch (IOException e) {
      throw new JournalException("Cannot write the journal: " + JournalFiles.reason(e) + ".", e);
    }
    broken = false;
  }

  private FileChannel channelFor(Instant now) throws IOException {
    YearMonth wanted = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    if (channel == null || month == null || wanted.isAfter(month)) {
      if (channel != null) {
        channel.force(true);
        channel.close();
      }
      month = month == null || wanted.isAfter(month) ? wanted : month;
      channel = opener.open(JournalFiles.file(folder, month));
    }
    return channel;
  }

  private void resume() throws IOException {
    Optional<String> torn = Optional.empty();
    for (YearMonth one : JournalFiles.months(folder).reversed()) {
      month = month == null ? one : month;
      Path file = JournalFiles.file(folder, one);
      WholeRecords whole = WholeRecords.of(file);
      Optional<String> cut = Damage.cut(file, whole.length());
      torn = torn.isPresent() ? torn : cut;
      if (whole.last().isPresent()) {
        WholeRecords.Last last = whole.last().get();
        sequence = last.line().sequence();
        previous = last.hash();
        Event event = last.line().event();
        atRest = event instanceof Event.RunEnded || event.isBetweenRuns();
        break;
      }
    }
    if (torn.isPresent()) {
      atRest = false;
      appendDurably("recovery", new Event.TornRecord(torn.get()));
    }
    for (Path untold : Damage.untold(folder)) {
      atRest = false;
      appendDurably("recovery", Damage.event(untold));
      Damage.isTold(untold);
    }
  }
}
