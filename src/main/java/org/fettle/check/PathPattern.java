package org.fettle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.Files;
import org.fettle.windows.WindowsException;

/**
 * A path of a policy: a drive or an environment variable, folders, and a name. The last part and
 * one folder before it may hold {@code *} and {@code ?}; no link is followed on the way.
 */
final class PathPattern {
  /** More things than this are not taken in at once: nobody would review such a plan. */
  static final int MOST_FOUND = 1_000;

  private static final Pattern VARIABLE = Pattern.compile("%[^%\\\\]+%");
  private static final Pattern NAME =
      Pattern.compile("[^\\\\/:\"<>|\\p{Cntrl}]*[^\\\\/:\"<>|\\p{Cntrl}. ]");
  private static final Pattern WHOLE =
      Pattern.compile("[A-Za-z]:(\\\\[^\\\\/:*?\"<>|\\p{Cntrl}]+)*");

  private final String written;
  private final List<String> parts;

  /** Something that is there. */
  record Found(String path, FileInfo info) {}

  private PathPattern(String written) {
    this.written = written;
    parts = List.of(written.split("\\\\", -1));
  }

  /**
   * A path with wildcards.
   *
   * @throws IllegalArgumentException with a sentence, when it is no such path
   */
  static PathPattern of(String written) {
    PathPattern path = new PathPattern(written);
    path.check();
    long wild =
        path.parts.stream().limit(path.parts.size() - 1L).filter(PathPattern::isWild).count();
    if (wild > 1) {
      throw path.wrong("has wildcards in more than one folder");
    }
    return path;
  }

  /**
   * The path of one thing.
   *
   * @throws IllegalArgumentException with a sentence, when it is none, or has wildcards
   */
  static PathPattern ofOne(String written) {
    PathPattern path = new PathPattern(written);
    path.check();
    if (path.parts.stream().anyMatch(PathPattern::isWild)) {
      throw path.wrong("has a wildcard, and one file is meant");
    }
    return path;
  }

  private void check() {
    String root = parts.getFirst();
    boolean hasVariable = VARIABLE.matcher(root).lookingAt();
    if (!hasVariable && !root.matches("[A-Za-z]:")) {
      throw wrong("begins with neither a drive nor a variable such as %LOCALAPPDATA%");
    }
    if (parts.size() < 2) {
      throw wrong("names nothing below a drive or variable");
    }
    for (String part : parts.subList(1, parts.size())) {
      if (!NAME.matcher(part).matches()) {
        throw wrong("has the part '" + part + "', which is no name of a file or folder");
      }
      if (isWild(part) && part.indexOf('%') >= 0) {
        throw wrong("has a part with both a variable and a wildcard");
      }
    }
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("The path '" + written + "' " + why + ".");
  }

  /**
   * Refuses what is so near the root of a drive that half of Windows lies in it.
   *
   * @throws IllegalArgumentException with a sentence
   */
  PathPattern deepEnough() {
    if (!VARIABLE.matcher(parts.getFirst()).lookingAt() && parts.size() < 3) {
      throw wrong("is too near the root of the drive to be put aside by a policy");
    }
    return this;
  }

  /** The path as the policy writes it. */
  @Override
  public String toString() {
    return written;
  }

  /**
   * The whole path on this machine, without wildcards.
   *
   * @throws WindowsException when it names a variable that is not set, or is no path on a drive
   */
  String one(Files files) {
    return whole(files, parts.size());
  }

  private String whole(Files files, int count) {
    String path = files.expand(String.join("\\", parts.subList(0, count))).replace('/', '\\');
    if (VARIABLE.matcher(path).find()) {
      throw WindowsException.broken(
          "The path " + written + " names a variable that is not set here: " + path + ".");
    }
    String plain = path.endsWith("\\") ? path.substring(0, path.length() - 1) : path;
    if (!WHOLE.matcher(plain).matches() && !plain.startsWith("\\\\")) {
      throw WindowsException.broken(
          "The path " + written + " is no whole path here: " + path + ".");
    }
    return plain;
  }

  /**
   * What is there of this form: at the end of the path, whatever it is; links are not followed.
   *
   * @throws WindowsException when something cannot be looked at, or too much is found
   */
  List<Found> found(Files files) {
    int literal = 0;
    while (literal < parts.size() && !isWild(parts.get(literal))) {
      literal++;
    }
    if (literal == parts.size()) {
      String path = one(files);
      return files.look(path).map(info -> found(FilePaths.parent(path), info)).stream().toList();
    }
    List<String> folders = List.of(whole(files, literal));
    for (int i = literal; i < parts.size() - 1; i++) {
      folders =
          isWild(parts.get(i)) ? below(files, folders, parts.get(i)) : named(files, folders, i);
    }
    List<Found> found = new ArrayList<>();
    for (String folder : folders) {
      found.addAll(last(files, folder));
      if (found.size() > MOST_FOUND) {
        throw WindowsException.broken(
            "More than " + MOST_FOUND + " files and folders are called " + written + ".");
      }
    }
    return found;
  }

  private static Found found(String folder, FileInfo info) {
    return new Found(folder + '\\' + info.name(), info);
  }

  private List<Found> last(Files files, String folder) {
    String name = parts.getLast();
    return isWild(name)
        ? entries(files, folder, name).stream().map(info -> found(folder, info)).toList()
        : files.look(folder + '\\' + files.expand(name)).stream()
            .map(info -> found(folder, info))
            .toList();
  }

  // A link among the folders is none of them: whoever may write there may have put it there.
  private static List<String> below(Files files, List<String> folders, String name) {
    List<String> below = new ArrayList<>();
    for (String folder : folders) {
      entries(files, folder, name).stream()
          .filter(info -> info.kind() == FileInfo.Kind.FOLDER)
          .forEach(info -> below.add(folder + '\\' + info.name()));
    }
    return below;
  }

  // What is not there holds nothing, and a link there is refused when something is looked for in
  // it.
  private List<String> named(Files files, List<String> folders, int part) {
    String name = files.expand(parts.get(part));
    return folders.stream()
        .map(folder -> folder + '\\' + name)
        .filter(folder -> files.look(folder).isPresent())
        .toList();
  }

  private static List<FileInfo> entries(Files files, String folder, String name) {
    Wildcard wanted = new Wildcard(name);
    return files.entries(folder).stream().filter(info -> wanted.matches(info.name())).toList();
  }

  private static boolean isWild(String part) {
    return part.indexOf('*') >= 0 || part.indexOf('?') >= 0;
  }

  /** The parts that are to be kept, as wildcards. */
  static List<Wildcard> names(List<String> except) {
    except.stream()
        .filter(name -> !NAME.matcher(name).matches())
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "'" + name + "' in 'except' is no name of a file or folder.");
        });
    return except.stream().map(Wildcard::new).toList();
  }
}
