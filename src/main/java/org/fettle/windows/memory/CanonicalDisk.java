package org.fettle.windows.memory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FileVersion;
import org.fettle.windows.memory.MachineFile.Disk;
import org.jspecify.annotations.Nullable;

/**
 * Puts the files and folders of a machine file into their one form: a file of which nothing is to
 * be said is named only, and a folder in which something lies need not be named at all.
 */
final class CanonicalDisk {
  /** When things were last written of which nothing else is said. */
  static final Instant USUAL = Instant.parse("2026-01-01T00:00:00Z");

  /** A file of which nothing is to be said. */
  static final Disk FILE =
      new Disk(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** A folder of which nothing is to be said. */
  static final Disk FOLDER =
      new Disk(
          Optional.of(true),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final Pattern PATH =
      Pattern.compile(
          "([A-Za-z]:|\\\\\\\\[^\\\\]+)(\\\\(?!\\.{1,2}(\\\\|$))[^\\\\:*?\"<>|\\p{Cntrl}]+)+");

  // What an editor shows as such; other bytes are better seen in hexadecimal.
  private static final Pattern READABLE = Pattern.compile("[\\P{Cntrl}\\t\\r\\n]*");

  /** Each thing, and each folder above one, by its path. */
  private final NavigableMap<String, Disk> things = new TreeMap<>(Names.ORDER);

  CanonicalDisk(List<String> files, Map<String, Disk> disk) {
    Set<String> given = new TreeSet<>(Names.ORDER);
    // A file that is there twice is there.
    files.stream()
        .map(CanonicalDisk::withoutDots)
        .filter(path -> !given.contains(path))
        .forEach(path -> add(path, FILE, given));
    disk.forEach((path, thing) -> add(path, canonical(path, thing), given));
  }

  private void add(String written, Disk thing, Set<String> given) {
    String path = withoutDots(written);
    if (!isPath(path)) {
      throw new IllegalArgumentException(
          "'" + written + "' is not a whole path such as 'C:\\Program Files\\a.exe'.");
    }
    if (!given.add(path)) {
      throw new IllegalArgumentException("'" + written + "' is given twice.");
    }
    String folder = folder(FilePaths.parent(path));
    String spelled = Optional.ofNullable(spelling(path)).orElse(folder + '\\' + name(path));
    Disk known = things.put(spelled, thing);
    if (known != null && thing.folder().isEmpty()) {
      throw new IllegalArgumentException(
          "Something lies in '" + written + "', which is no folder.");
    }
  }

  /** The path with backslashes only, and with its dots resolved, as Windows does it. */
  static String withoutDots(String path) {
    String plain = path.replace('/', '\\');
    if (!plain.contains("\\.")) {
      return plain;
    }
    List<String> parts = new ArrayList<>();
    for (String part : plain.split("\\\\", -1)) {
      if (part.equals("..") && parts.size() > 1) {
        parts.removeLast();
      } else if (!part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("\\", parts);
  }

  /** Whether a machine file may name something there, on a drive or a share. */
  static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  private static String name(String path) {
    return FilePaths.name(path);
  }

  private String folder(String path) {
    String known = spelling(path);
    if (known == null) {
      String above = FilePaths.parent(path);
      known = above.isEmpty() ? path : folder(above) + '\\' + name(path);
      things.put(known, FOLDER);
    } else if (things.getOrDefault(known, FILE).folder().isEmpty()) {
      throw new IllegalArgumentException("Something lies in '" + known + "', which is no folder.");
    }
    return known;
  }

  private @Nullable String spelling(String path) {
    String known = things.floorKey(path);
    return known != null && Names.ORDER.compare(known, path) == 0 ? known : null;
  }

  /** All things, with each folder above one. */
  NavigableMap<String, Disk> things() {
    return things;
  }

  /** The files of which nothing is to be said. */
  List<String> files() {
    return things.entrySet().stream()
        .filter(entry -> entry.getValue().equals(FILE))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What has to be said of the other things. */
  Map<String, Disk> disk() {
    NavigableMap<String, Disk> disk = new TreeMap<>(things);
    disk.values().removeIf(FILE::equals);
    disk.entrySet().removeIf(entry -> entry.getValue().equals(FOLDER) && goesWithoutSaying(entry));
    return Collections.unmodifiableNavigableMap(disk);
  }

  private boolean goesWithoutSaying(Map.Entry<String, Disk> folder) {
    String next = things.higherKey(folder.getKey());
    return !isPath(folder.getKey()) || (next != null && next.startsWith(folder.getKey() + '\\'));
  }

  private static Disk canonical(String path, Disk thing) {
    boolean isFolder = thing.folder().orElse(false);
    long contents =
        Stream.of(thing.text(), thing.bytes(), thing.size()).filter(Optional::isPresent).count();
    boolean isLink = thing.linkTo().isPresent();
    boolean isFile = contents > 0 || thing.links().isPresent() || thing.version().isPresent();
    if (Stream.of(isFolder, isLink, isFile).filter(is -> is).count() > 1) {
      throw new IllegalArgumentException(
          "'" + path + "' is a folder, a link or a file: only a file has contents.");
    }
    if (contents > 1) {
      throw new IllegalArgumentException("'" + path + "' takes 'text', 'bytes' or 'size'.");
    }
    if (thing.links().orElse(1) < 1 || thing.size().orElse(0L) < 0) {
      throw new IllegalArgumentException("'" + path + "' has too small a number.");
    }
    Disk plain =
        new Disk(
            Optional.of(isFolder).filter(folder -> folder),
            Optional.empty(),
            Optional.empty(),
            thing.size().filter(size -> size > 0),
            thing.links().filter(links -> links > 1),
            thing.linkTo().map(target -> target.replace('/', '\\')),
            thing
                .lastWritten()
                .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
                .filter(time -> !time.equals(USUAL)),
            thing.version().map(version -> FileVersion.parse(version).toString()),
            thing.denied().filter(denied -> denied));
    return content(path, thing).map(content -> withContent(plain, content)).orElse(plain);
  }

  /** What is known of a file's content. */
  private static Optional<byte[]> content(String path, Disk thing) {
    try {
      return thing
          .text()
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .or(() -> thing.bytes().map(HexFormat.of()::parseHex));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The bytes of '" + path + "' are not hexadecimal, two digits each.", e);
    }
  }

  /** The bytes of a file; zeros where it is not known what it holds. */
  static byte[] content(Disk file) {
    return content("", file).orElseGet(() -> new byte[file.size().orElse(0L).intValue()]);
  }

  /** How many bytes a file has. */
  static long size(Disk file) {
    return file.size().orElseGet(() -> (long) content(file).length);
  }

  /** The same file with that content. */
  static Disk withContent(Disk file, byte[] content) {
    boolean isKnown = !Arrays.equals(content, new byte[content.length]);
    Optional<String> text = isKnown ? text(content) : Optional.empty();
    return new Disk(
        Optional.empty(),
        text,
        Optional.of(content)
            .filter(known -> isKnown && text.isEmpty())
            .map(HexFormat.of()::formatHex),
        Optional.of((long) content.length).filter(size -> !isKnown && size > 0),
        file.links(),
        Optional.empty(),
        file.lastWritten(),
        file.version(),
        file.denied());
  }

  private static Optional<String> text(byte[] content) {
    try {
      return Optional.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString())
          .filter(text -> READABLE.matcher(text).matches());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
