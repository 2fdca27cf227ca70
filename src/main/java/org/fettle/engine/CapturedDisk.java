package org.fettle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fettle.check.Check;
import org.fettle.check.FileAbsentCheck;
import org.fettle.check.FolderAbsentCheck;
import org.fettle.check.Wildcard;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Quarantine;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MachineFile.Disk;

/**
 * What a captured machine tells of its drives: what was looked at, with its size, and when it was
 * written. A name that was only met in a listing, and that the policies tell from no other, becomes
 * a made-up one. A link leads to a made-up place, where those files lie that were seen through it.
 */
final class CapturedDisk {
  private static final String MADE_UP = "entry-";
  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

  private final SeenDisk seen;
  private final Pseudonyms pseudonyms;
  private final List<Wildcard> wanted;
  private final Map<String, String> places = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> links = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> taken = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Disk> disk = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private int madeUp;

  /**
   * Takes all that was seen.
   *
   * @param checks as they stand filled in for the views
   */
  CapturedDisk(SeenDisk seen, Pseudonyms pseudonyms, Stream<Check> checks) {
    this.seen = seen;
    this.pseudonyms = pseudonyms;
    wanted = checks.flatMap(CapturedDisk::names).distinct().map(Wildcard::new).toList();
    seen.things().forEach(this::take);
  }

  /** The names by which checks tell the things in a folder apart. */
  private static Stream<String> names(Check check) {
    return switch (check) {
      case FileAbsentCheck file -> names(file.path(), file.except());
      case FolderAbsentCheck folder -> names(folder.path(), folder.except());
      default -> Stream.empty();
    };
  }

  private static Stream<String> names(String path, List<String> except) {
    return Stream.concat(Stream.of(path.split("\\\\", -1)), except.stream());
  }

  /** The things of which something is to be said, by their paths. */
  Map<String, Disk> disk() {
    return disk;
  }

  /** The files that are there, where no more is to be said. */
  List<String> files() {
    List<String> files = new ArrayList<>();
    for (String program : seen.programs()) {
      String place = behindLinks(program);
      if (!disk.containsKey(place) && liesInFolders(place)) {
        files.add(place);
      }
    }
    return files;
  }

  private void take(String path, SeenDisk.Thing thing) {
    String place = place(path);
    if (MachineFile.pathOf(place).isPresent() && liesInFolders(place)) {
      disk.put(place, told(path, thing));
    }
  }

  // What has become a file while it was looked at can hold nothing more.
  private boolean liesInFolders(String place) {
    for (String part = FilePaths.parent(place); !part.isEmpty(); part = FilePaths.parent(part)) {
      Disk above = disk.get(part);
      if (above != null && above.folder().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Disk told(String path, SeenDisk.Thing thing) {
    boolean isFile = thing.kind == FileInfo.Kind.FILE;
    Optional<FileInfo> info = thing.info;
    Optional<String> text =
        Optional.ofNullable(thing.content).flatMap(bytes -> CapturedText.of(bytes, pseudonyms));
    return new Disk(
        Optional.of(thing.kind == FileInfo.Kind.FOLDER).filter(folder -> folder),
        text,
        Optional.empty(),
        info.filter(any -> isFile && text.isEmpty()).map(FileInfo::size),
        info.filter(any -> isFile).map(FileInfo::links),
        Optional.of(path).filter(any -> thing.kind == FileInfo.Kind.LINK).map(this::target),
        info.map(FileInfo::lastWritten),
        thing.version.map(FileVersion::toString),
        Optional.of(thing.denied));
  }

  private String target(String link) {
    return links.computeIfAbsent(
        link, any -> link.substring(0, 2) + "\\linked-" + (links.size() + 1));
  }

  private String behindLinks(String path) {
    for (String part = path; !part.isEmpty(); part = FilePaths.parent(part)) {
      String target = links.get(part);
      if (target != null) {
        return target + pseudonyms.of(path.substring(part.length()));
      }
    }
    return place(path);
  }

  /** Where the machine file has what the machine has at that path. */
  private String place(String path) {
    String parent = FilePaths.parent(path);
    String known = places.get(path);
    if (parent.isEmpty() || known != null) {
      return known == null ? path : known;
    }
    String name = isTold(path) ? FilePaths.name(pseudonyms.of(path)) : madeUp(FilePaths.name(path));
    String place = place(parent) + '\\' + name;
    String free = place;
    for (int number = 2; taken.containsKey(free); number++) {
      free = place + '-' + number;
    }
    taken.put(free, path);
    places.put(path, free);
    return free;
  }

  private boolean isTold(String path) {
    String name = FilePaths.name(path);
    return seen.isAsked(path) || pseudonyms.isOfPolicies(name) || like(name).isEmpty();
  }

  private String madeUp(String name) {
    madeUp++;
    return like(name).orElseThrow();
  }

  /** A made-up name that the policies take for the same; empty when there is none. */
  private Optional<String> like(String name) {
    Matcher ending = ENDING.matcher(name);
    return Stream.of("", ending.find() ? ending.group() : "")
        .map(end -> MADE_UP + madeUp + end)
        .filter(other -> isSame(name, other))
        .findFirst();
  }

  private boolean isSame(String name, String other) {
    return Quarantine.isName(name) == Quarantine.isName(other)
        && wanted.stream().allMatch(each -> each.matches(name) == each.matches(other));
  }
}
