package org.fettle.journal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fettle.json.Json;

/** The journal's files, to be read. Reading never changes them and may go on while a run writes. */
public final class JournalFiles {
  private static final String PREFIX = "journal-";
  private static final String SUFFIX = ".jsonl";

  private final Path folder;

  /** The journal in that folder; a missing folder is an empty journal. */
  public JournalFiles(Path folder) {
    this.folder = folder;
  }

  /** Where the first broken record is, and what is wrong with it. */
  public record Break(Path file, int line, String problem) {
    /** The same, for people. */
    public String sentence() {
      return file + ", line " + line + ": " + problem + ".";
    }
  }

  /**
   * What a verification found.
   *
   * @param records how many records are whole
   * @param removed how many there were before them, which the journal itself says it removed
   * @param broken the first that is not whole
   * @param damage what was set aside before the first that is not
   */
  public record Verification(
      long records, long removed, Optional<Break> broken, List<Event.DamageSetAside> damage) {
    public Verification {
      damage = List.copyOf(damage);
    }
  }

  /**
   * Gives all entries to the reader, in order, one at a time: a journal may be larger than memory.
   * A torn last line, as a run that is writing may show, is left out.
   *
   * @throws JournalException when a line cannot be read; {@link #verify()} says which
   */
  public void each(Consumer<Entry> reader) {
    months(folder).forEach(month -> each(month, reader));
  }

  /** The same, from that month's file on. */
  public void eachSince(YearMonth first, Consumer<Entry> reader) {
    months(folder).stream()
        .filter(month -> !month.isBefore(first))
        .forEach(month -> each(month, reader));
  }

  /** All entries at once; see {@link #each}. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    each(entries::add);
    return entries;
  }

  /** The months, in UTC, that there are files of, oldest first. */
  public List<YearMonth> months() {
    return months(folder);
  }

  /** Whether what was set aside still lies beside the journal. */
  public boolean holds(Event.DamageSetAside damage) {
    return Files.exists(folder.resolve(damage.file()));
  }

  /** The entries from that moment on; older ones are passed over unread. */
  public List<Entry> entriesSince(Instant moment) {
    // Times are written in one form, so they compare as text.
    String since = Json.write(moment.truncatedTo(ChronoUnit.MILLIS));
    YearMonth first = YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    List<Entry> entries = new ArrayList<>();
    for (YearMonth month : months(folder)) {
      if (!month.isBefore(first)) {
        Path file = file(folder, month);
        Lines.each(
            file,
            beginning -> Chain.timeOf(beginning).compareTo(since) >= 0,
            (number, text) -> entries.add(entry(file, number, text)));
      }
    }
    return entries;
  }

  /** Follows the chain from the first record that is kept to the last. */
  public Verification verify() {
    ChainWalk walk = new ChainWalk();
    for (YearMonth month : months(folder)) {
      Path file = file(folder, month);
      Lines.each(file, (number, text) -> walk.takes(file, number, text));
    }
    return walk.end();
  }

  /**
   * Refuses a journal that somebody has changed: what it says would be done to the machine.
   *
   * @param consequence what is not done then, as in {@code nothing is taken back by it}
   * @throws JournalException naming the first broken record
   */
  public void requireWhole(String consequence) {
    verify()
        .broken()
        .ifPresent(broken -> {
          throw new JournalException(
              "The journal is not as it was written, so " + consequence + ". " + broken.sentence());
        });
  }

  private void each(YearMonth month, Consumer<Entry> reader) {
    Path file = file(folder, month);
    Lines.each(
        file,
        (number, text) -> {
          reader.accept(entry(file, number, text));
          return true;
        });
  }

  private static Entry entry(Path file, int number, String text) {
    return Chain.parse(text)
        .map(Chain.Line::entry)
        .orElseThrow(() ->
            new JournalException(
                file
                    + " line "
                    + number
                    + " is no journal record; `fettle journal verify` tells more."));
  }

  static Path file(Path folder, YearMonth month) {
    return folder.resolve(PREFIX + month + SUFFIX);
  }

  /** The months there are files for, oldest first. */
  static List<YearMonth> months(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.flatMap(file -> month(file).stream()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new JournalException(
          "Cannot read the journal in " + folder + ": " + reason(e) + ".", e);
    }
  }

  private static Optional<YearMonth> month(Path file) {
    String name = file.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          YearMonth.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Why a file operation failed, in words. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "access denied";
      case NoSuchFileException missing -> "not found";
      case NotDirectoryException file -> file.getFile() + " is no folder";
      case FileAlreadyExistsException other -> other.getFile() + " is in the way";
      case CharacterCodingException binary -> "it is not UTF-8 text";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
