package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  public record Break(Path file, int line, String problem) {}

  /** What a verification found: how many records are whole, and the first that is not. */
  public record Verification(long records, Optional<Break> broken) {}

  /**
   * All entries in order. A torn last line, as a run that is writing may show, is left out.
   *
   * @throws JournalException when a line cannot be read; {@link #verify()} says which
   */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (YearMonth month : months(folder)) {
      addEntries(month, entries);
    }
    return entries;
  }

  /** The entries of the newest months: of the last one, and of the one before it. */
  public List<Entry> recentEntries() {
    List<Entry> entries = new ArrayList<>();
    List<YearMonth> months = months(folder);
    for (YearMonth month : months.subList(Math.max(0, months.size() - 2), months.size())) {
      addEntries(month, entries);
    }
    return entries;
  }

  /** Follows the chain from the first record to the last. */
  public Verification verify() {
    long records = 0;
    String previous = Chain.START;
    for (YearMonth month : months(folder)) {
      Path file = file(folder, month);
      int number = 0;
      for (String text : lines(file)) {
        number++;
        Optional<String> hash = Chain.hashIfWhole(text);
        if (hash.isEmpty()) {
          return broken(records, file, number, "its text does not match its hash");
        }
        Optional<Chain.Line> line = Chain.parse(text);
        if (line.isEmpty()) {
          return broken(records, file, number, "it is no journal record");
        }
        if (!line.get().previous().equals(previous)) {
          return broken(
              records,
              file,
              number,
              records == 0
                  ? "records before it are missing"
                  : "it does not follow the record before it: one was altered, removed or put in");
        }
        if (line.get().sequence() != records + 1) {
          return broken(
              records,
              file,
              number,
              "it is numbered " + line.get().sequence() + ", not " + (records + 1));
        }
        previous = hash.get();
        records++;
      }
    }
    return new Verification(records, Optional.empty());
  }

  private static Verification broken(long records, Path file, int line, String problem) {
    return new Verification(records, Optional.of(new Break(file, line, problem)));
  }

  private void addEntries(YearMonth month, List<Entry> entries) {
    Path file = file(folder, month);
    int number = 0;
    for (String text : lines(file)) {
      number++;
      Optional<Chain.Line> line = Chain.parse(text);
      if (line.isEmpty()) {
        throw new JournalException(
            file
                + " line "
                + number
                + " is no journal record; `fettle journal verify` tells more.");
      }
      entries.add(line.get().entry());
    }
  }

  static Path file(Path folder, YearMonth month) {
    return folder.resolve(PREFIX + month + SUFFIX);
  }

  /** The months there are files for, oldest first. */
  static List<YearMonth> months(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.flatMap(file -> month(file).stream()).sorted().toList();
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

  /** The last whole line of the newest file that has one. */
  static Optional<String> lastLine(Path folder) throws IOException {
    List<YearMonth> months = months(folder);
    for (YearMonth month : months.reversed()) {
      Optional<String> last = LastLine.of(file(folder, month));
      if (last.isPresent()) {
        return last;
      }
    }
    return Optional.empty();
  }

  private static List<String> lines(Path file) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)))) {
      StringBuilder line = new StringBuilder();
      for (int read = reader.read(); read >= 0; read = reader.read()) {
        if (read == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append((char) read);
        }
      }
      return lines;
    } catch (IOException e) {
      throw new JournalException("Cannot read " + file + ": " + reason(e) + ".", e);
    }
  }

  /** Why a file operation failed, in words. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "access denied";
      case NoSuchFileException missing -> "not found";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
