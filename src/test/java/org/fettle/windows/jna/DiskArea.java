package org.fettle.windows.jna;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.fettle.windows.FileVersion;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MachineFile.Disk;

/** The files and folders of a case. What a case says of nothing is not looked at. */
final class DiskArea implements CaseArea {
  private static final Instant USUAL = Instant.parse("2026-01-01T00:00:00Z");
  private static final Path OTHER_NAMES = Path.of("C:\\fettle-other-names");

  private final UnaryOperator<String> real;
  private final Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> timed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Deque<Path> made = new ArrayDeque<>();

  /**
   * On the drives of the machine this runs on.
   *
   * @param real where a path of a case lies here: the account has folders of other names
   */
  DiskArea(UnaryOperator<String> real) {
    this.real = real;
  }

  @Override
  public void layOut(MachineFile machine, Optional<MachineFile> fixed) {
    Stream.concat(Stream.of(machine), fixed.stream())
        .map(DiskArea::things)
        .forEach(things -> {
          named.addAll(things.keySet());
          things.forEach((path, thing) -> thing.lastWritten().ifPresent(time -> timed.add(path)));
        });
    Map<String, Disk> things = things(machine);
    try {
      for (Map.Entry<String, Disk> thing : things.entrySet()) {
        put(path(thing.getKey()), thing.getValue());
      }
      // What is put into a folder is written there, so the deepest come first.
      for (String each : new TreeMap<>(things).descendingKeySet()) {
        if (!made.contains(path(each))) {
          continue;
        }
        Files.setLastModifiedTime(
            path(each), FileTime.from(things.get(each).lastWritten().orElse(USUAL)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Disk> things(MachineFile machine) {
    Map<String, Disk> things = new TreeMap<>(machine.disk());
    Optional<String> no = Optional.empty();
    machine
        .files()
        .forEach(path ->
            things.put(
                path,
                new Disk(
                    Optional.empty(),
                    no,
                    no,
                    Optional.empty(),
                    Optional.empty(),
                    no,
                    Optional.empty(),
                    no,
                    Optional.empty())));
    return things;
  }

  private Path path(String named) {
    return Path.of(real.apply(named));
  }

  private void put(Path path, Disk thing) throws IOException {
    folder(thing.folder().isPresent() ? path : path.getParent());
    if (thing.folder().isEmpty()) {
      if (Files.exists(path)) {
        // It is of Windows, such as Notepad, and stays as it is.
        return;
      }
      made.push(path);
      Files.write(path, content(thing));
      for (int i = 1; i < thing.links().orElse(1); i++) {
        folder(OTHER_NAMES);
        Path other = OTHER_NAMES.resolve(i + "-" + path.getFileName());
        made.push(other);
        Files.createLink(other, path);
      }
    }
  }

  private void folder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      folder(folder.getParent());
      made.push(folder);
      Files.createDirectory(folder);
    }
  }

  private static byte[] content(Disk file) {
    return file.text()
        .map(text -> text.getBytes(UTF_8))
        .or(() -> file.bytes().map(HexFormat.of()::parseHex))
        .or(() -> file.version().map(version -> VersionedProgram.of(FileVersion.parse(version))))
        .orElseGet(() -> new byte[Math.toIntExact(file.size().orElse(0L))]);
  }

  @Override
  public String state() {
    List<String> lines = new ArrayList<>();
    for (String each : named) {
      try {
        lines.add(line(each, path(each)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return String.join("", lines);
  }

  private String line(String each, Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return line(each, Optional.empty(), USUAL);
    }
    return line(
        each,
        Optional.of(Files.isDirectory(path) ? "a folder" : shown(Files.readAllBytes(path))),
        Files.getLastModifiedTime(path).toInstant());
  }

  @Override
  public String stateOf(MachineFile machine) {
    Map<String, Disk> things = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    things.putAll(things(machine));
    List<String> lines = new ArrayList<>();
    for (String each : named) {
      Optional<Disk> thing = Optional.ofNullable(things.get(each));
      boolean isImplied =
          things.keySet().stream()
              .anyMatch(other -> other.regionMatches(true, 0, each + '\\', 0, each.length() + 1));
      Optional<String> kind =
          isImplied || thing.flatMap(Disk::folder).isPresent()
              ? Optional.of("a folder")
              : thing.map(file -> shown(content(file)));
      lines.add(line(each, kind, thing.flatMap(Disk::lastWritten).orElse(USUAL)));
    }
    return String.join("", lines);
  }

  private String line(String each, Optional<String> kind, Instant lastWritten) {
    String time = kind.isPresent() && timed.contains(each) ? " of " + lastWritten : "";
    return each + " is " + kind.orElse("absent") + time + "\n";
  }

  private static String shown(byte[] content) {
    int most = 4_096;
    return content.length > most
        ? content.length + " bytes"
        : "a file: " + HexFormat.of().formatHex(content);
  }

  /** Removes what was made, and what lies in folders that were made. */
  @Override
  public void close() {
    for (Path path : made) {
      try {
        if (Files.isDirectory(path)) {
          try (Stream<Path> below = Files.walk(path)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
              Files.delete(each);
            }
          }
        } else {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    made.clear();
  }
}
