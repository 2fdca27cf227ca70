package org.fettle.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableFiles;

/** The files as they will be; see {@link PlannedWindows}. */
final class PlannedFiles implements WritableFiles {
  private final Windows machine;

  /** What the plan has elsewhere than the machine has it, by its path without case. */
  private final Map<String, Moved> moved;

  private final Map<String, byte[]> contents;

  PlannedFiles(Windows machine) {
    this(machine, new HashMap<>(), new HashMap<>());
  }

  /**
   * A path of the plan.
   *
   * @param path as it is spelled
   * @param from where the machine has it; empty for what is gone
   */
  private record Moved(String path, Optional<String> from) {}

  private PlannedFiles(Windows machine, Map<String, Moved> moved, Map<String, byte[]> contents) {
    this.machine = machine;
    this.moved = moved;
    this.contents = contents;
  }

  /** The same, as another view sees it: the drives are the same for all. */
  PlannedFiles in(Windows view) {
    return new PlannedFiles(view, moved, contents);
  }

  /** Where the machine has what the plan has at that path; empty where the plan has nothing. */
  private Optional<String> source(String path) {
    for (String part = path; !part.isEmpty(); part = FilePaths.parent(part)) {
      Moved planned = moved.get(address(part));
      if (planned != null) {
        String below = path.substring(part.length());
        return planned.from().map(from -> from + below);
      }
    }
    return Optional.of(path);
  }

  @Override
  public boolean isFile(String path) {
    return source(path).filter(machine.files()::isFile).isPresent();
  }

  @Override
  public String expand(String text) {
    return machine.files().expand(text);
  }

  @Override
  public Optional<FileInfo> look(String path) {
    return source(path).flatMap(machine.files()::look).map(found -> named(found, path));
  }

  private FileInfo named(FileInfo found, String path) {
    byte[] planned = contents.get(address(path));
    Moved renamed = moved.get(address(path));
    return new FileInfo(
        renamed == null ? found.name() : FilePaths.name(renamed.path()),
        found.kind(),
        planned == null ? found.size() : planned.length,
        found.links(),
        found.lastWritten());
  }

  @Override
  public List<FileInfo> entries(String folder) {
    List<FileInfo> entries = new ArrayList<>();
    source(folder)
        .map(machine.files()::entries)
        .orElse(List.of())
        .forEach(found -> look(folder + '\\' + found.name()).ifPresent(entries::add));
    moved.values().stream()
        .map(Moved::path)
        .filter(path -> address(FilePaths.parent(path)).equals(address(folder)))
        .filter(path ->
            entries.stream()
                .noneMatch(one -> address(one.name()).equals(address(FilePaths.name(path)))))
        .forEach(path -> look(path).ifPresent(entries::add));
    entries.sort(Comparator.comparing(FileInfo::name, String.CASE_INSENSITIVE_ORDER));
    return entries;
  }

  @Override
  public Optional<byte[]> read(String path, int atMost) {
    byte[] planned = contents.get(address(path));
    if (planned == null) {
      return source(path).flatMap(from -> machine.files().read(from, atMost));
    }
    if (planned.length > atMost) {
      throw WindowsException.broken(path + " would have more than " + atMost + " bytes.");
    }
    return Optional.of(planned.clone());
  }

  @Override
  public Optional<FileVersion> version(String path) {
    return source(path).flatMap(machine.files()::version);
  }

  @Override
  public void rename(String path, String newName) {
    String to = FilePaths.parent(path) + '\\' + newName;
    String from = source(path).orElseThrow(() -> absent(path));
    // What was planned for the folder's content goes with it.
    for (String below : below(moved, path)) {
      Moved planned = moved.remove(below);
      if (planned != null) {
        String way = planned.path().substring(path.length());
        moved.put(address(to + way), new Moved(to + way, planned.from()));
      }
    }
    for (String below : below(contents, path)) {
      byte[] planned = contents.remove(below);
      if (planned != null) {
        contents.put(address(to) + below.substring(path.length()), planned);
      }
    }
    moved.put(address(path), new Moved(path, Optional.empty()));
    moved.put(address(to), new Moved(to, Optional.of(from)));
  }

  @Override
  public void replace(String path, byte[] expected, byte[] content) {
    contents.put(address(path), content.clone());
  }

  @Override
  public void purge(String path) {
    below(moved, path).forEach(moved::remove);
    below(contents, path).forEach(contents::remove);
    moved.put(address(path), new Moved(path, Optional.empty()));
  }

  /** The path itself and those below it. */
  private static List<String> below(Map<String, ?> planned, String path) {
    String address = address(path);
    return planned.keySet().stream()
        .filter(each -> each.equals(address) || each.startsWith(address + '\\'))
        .toList();
  }

  private static WindowsException absent(String path) {
    return WindowsException.failed("rename", path, 2);
  }

  private static String address(String path) {
    return path.toLowerCase(Locale.ROOT);
  }
}
