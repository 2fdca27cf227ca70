package org.fettle.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Files;
import org.fettle.windows.LocalPath;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/** The files as one view sees them; what was looked at is kept, and so is what was refused. */
final class RecordedFiles implements Files {
  private static final Pattern VARIABLE = Pattern.compile("%([^%]+)%");

  private final Windows machine;
  private final SeenDisk seen;
  private final Map<String, String> variables;

  /**
   * Files of that view.
   *
   * @param seen keeps what is looked at
   * @param variables keeps the environment variables that are asked for and are set
   */
  RecordedFiles(Windows machine, SeenDisk seen, Map<String, String> variables) {
    this.machine = machine;
    this.seen = seen;
    this.variables = variables;
  }

  @Override
  public boolean isFile(String path) {
    boolean there = source().isFile(path);
    if (there) {
      seen.program(path);
    }
    return there;
  }

  @Override
  public String expand(String text) {
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      String value = source().expand(variable.group());
      if (!value.equals(variable.group())) {
        variables.put(variable.group(1), value);
      }
    }
    String expanded = source().expand(text);
    seen.asked(expanded);
    return expanded;
  }

  @Override
  public Optional<FileInfo> look(String path) {
    seen.asked(path);
    Optional<FileInfo> found = refusalsKept(path, () -> source().look(path));
    found.ifPresent(info -> seen.add(plain(path), info));
    return found;
  }

  @Override
  public List<FileInfo> entries(String folder) {
    List<FileInfo> entries = refusalsKept(folder, () -> source().entries(folder));
    entries.forEach(entry -> seen.add(plain(folder) + '\\' + entry.name(), entry));
    return entries;
  }

  @Override
  public Optional<byte[]> read(String path, int atMost) {
    Optional<byte[]> content = refusalsKept(path, () -> source().read(path, atMost));
    content.ifPresent(bytes -> inside(path).content = bytes.clone());
    return content;
  }

  @Override
  public Optional<FileVersion> version(String path) {
    Optional<FileVersion> version = refusalsKept(path, () -> source().version(path));
    version.ifPresent(told -> inside(path).version = Optional.of(told));
    return version;
  }

  private Files source() {
    return machine.files();
  }

  private static String plain(String path) {
    LocalPath local = LocalPath.parse(path);
    return local.isRoot() ? local.name() : local.toString();
  }

  private SeenDisk.Thing inside(String path) {
    return look(path)
        .map(info -> seen.add(plain(path), info))
        .orElseThrow(() -> WindowsException.broken(path + " has just gone."));
  }

  /** Keeps, beside what a look tells, why one was refused: so will it be in the machine file. */
  private <T> T refusalsKept(String path, Supplier<T> look) {
    try {
      return look.get();
    } catch (WindowsException e) {
      switch (e.kind()) {
        case DENIED -> keepDenied(path);
        case FORBIDDEN -> keepLinkOnTheWay(path);
        default -> {
          // What is in use or broken is judged an error, and told where the file is not.
        }
      }
      throw e;
    }
  }

  // Windows tells what a thing is to whoever may list its folder; so where it does not, the folder
  // is closed.
  private void keepDenied(String path) {
    Optional<FileInfo> info = quiet(path);
    if (info.isPresent()) {
      seen.add(plain(path), info.get()).denied = true;
    } else {
      String folder = FilePaths.parent(plain(path));
      quiet(folder).ifPresent(found -> seen.add(folder, found));
      seen.closed(folder);
    }
  }

  private void keepLinkOnTheWay(String path) {
    String way = "";
    for (String part : path.replace('/', '\\').split("\\\\", -1)) {
      way = way.isEmpty() ? part : way + '\\' + part;
      Optional<FileInfo> info = quiet(way);
      if (info.isPresent() && info.get().kind() == FileInfo.Kind.LINK) {
        seen.asked(way);
        seen.add(way, info.get());
        return;
      }
    }
  }

  private Optional<FileInfo> quiet(String path) {
    try {
      return source().look(path);
    } catch (WindowsException e) {
      return Optional.empty();
    }
  }
}
