package org.fettle.windows.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.memory.MachineFile.Disk;
import org.jspecify.annotations.Nullable;

/** The drives of a machine in memory, which all its views share, and who may do what on them. */
final class MemoryDisk {
  private static final String ALL_USERS = "S-1-5-32-545";
  private static final Pattern SHARED = Pattern.compile("(?is)[a-z]:\\\\(Users|ProgramData)\\\\.*");

  private final MachineFile file;

  /** Each thing by its path; a folder is directly before what lies in it. */
  private final NavigableMap<String, Disk> things;

  MemoryDisk(MachineFile file) {
    this.file = file;
    things = new TreeMap<>(new CanonicalDisk(file.files(), file.disk()).things());
  }

  /** What is at that path; null when nothing is. */
  @Nullable Disk find(String path) {
    return things.get(path);
  }

  /** What a folder tells of the thing. */
  Optional<FileInfo> info(String path) {
    return Optional.ofNullable(things.floorEntry(path))
        .filter(entry -> Names.ORDER.compare(entry.getKey(), path) == 0)
        .map(entry -> info(FilePaths.name(entry.getKey()), entry.getValue()));
  }

  private static FileInfo info(String name, Disk thing) {
    FileInfo.Kind kind = kind(thing);
    return new FileInfo(
        name,
        kind,
        kind == FileInfo.Kind.FILE ? CanonicalDisk.size(thing) : 0,
        thing.links().orElse(1),
        thing.lastWritten().orElse(CanonicalDisk.USUAL));
  }

  static FileInfo.Kind kind(Disk thing) {
    return thing.linkTo().isPresent()
        ? FileInfo.Kind.LINK
        : thing.folder().isPresent() ? FileInfo.Kind.FOLDER : FileInfo.Kind.FILE;
  }

  /** What lies in a folder, in the order Windows tells it. */
  List<FileInfo> entries(String folder) {
    List<FileInfo> entries = new ArrayList<>();
    below(folder)
        .forEach((path, thing) -> {
          if (FilePaths.parent(path).length() == folder.length()) {
            entries.add(info(FilePaths.name(path), thing));
          }
        });
    entries.sort(Comparator.comparing(FileInfo::name, String.CASE_INSENSITIVE_ORDER));
    return entries;
  }

  /** The nearest link on the way to the path, which is not the path itself. */
  Optional<String> linkOnTheWayTo(String path) {
    for (String part = FilePaths.parent(path); !part.isEmpty(); part = FilePaths.parent(part)) {
      Disk found = find(part);
      if (found != null && found.linkTo().isPresent()) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  /** Another name in the same folder, for the thing and the way to all below it. */
  void rename(String path, String to) {
    Map<String, Disk> moved = new HashMap<>();
    below(path).forEach((below, thing) -> moved.put(to + below.substring(path.length()), thing));
    moved.put(to, things.getOrDefault(path, CanonicalDisk.FILE));
    remove(path);
    things.putAll(moved);
  }

  void replace(String path, byte[] content) {
    things.computeIfPresent(path, (key, thing) -> CanonicalDisk.withContent(thing, content));
  }

  void remove(String path) {
    below(path).clear();
    things.remove(path);
  }

  /** All below a folder; a change of it is one of the disk. */
  private NavigableMap<String, Disk> below(String folder) {
    return things.subMap(folder + '\\', false, folder + '\1', false);
  }

  /** Whether anybody may look at the path, or at what lies there. */
  boolean mayRead(String path) {
    for (String part = FilePaths.parent(path); !part.isEmpty(); part = FilePaths.parent(part)) {
      if (isDenied(part)) {
        return false;
      }
    }
    return file.isElevated()
        || file.people().stream()
            .filter(person -> !person.isSelf())
            .noneMatch(person -> isBelow(path, person));
  }

  /** Whether nobody may see what is in the thing itself. */
  boolean isDenied(String path) {
    Disk found = find(path);
    return found != null && found.denied().isPresent();
  }

  boolean mayWrite(String path) {
    return file.isElevated() || file.self().filter(self -> isBelow(path, self)).isPresent();
  }

  /**
   * Who without an administrator's rights may change the folder the path lies in, as Windows lays
   * folders out: the person whose profile it is, or all users.
   */
  Optional<String> stranger(String path) {
    return file.people().stream()
        .filter(person -> isBelow(path, person))
        .map(Person::sid)
        .findFirst()
        .or(() -> SHARED.matcher(path).matches() ? Optional.of(ALL_USERS) : Optional.empty());
  }

  private boolean isBelow(String path, Person person) {
    String profile = MemoryEnvironment.profile(file, person) + '\\';
    return path.regionMatches(true, 0, profile, 0, profile.length());
  }

  /** All things, for a machine file. */
  Map<String, Disk> things() {
    Map<String, Disk> named = new TreeMap<>(things);
    named.keySet().removeIf(path -> !CanonicalDisk.isPath(path));
    return named;
  }
}
