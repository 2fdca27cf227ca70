package org.fettle.windows.jna;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.DenyList;
import org.fettle.windows.FilePaths;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.FileCalls.Facts;
import org.fettle.windows.jna.FileCalls.Purpose;

/**
 * The folders from a drive's root to the thing a path names, each opened below the one before,
 * refused where it is a link, and held until the work is done: what is opened below the last one is
 * what the path named, whatever is swapped meanwhile.
 *
 * <p>One thing can be done to a folder that is held: who may write it can empty it and make it a
 * link. So each thing opened in it is asked where it lies before anything is done with it. From
 * there on it cannot be moved away, and only an empty folder can be made a link.
 */
final class Way implements AutoCloseable {
  /**
   * What is to be written.
   *
   * @param name as it is really spelled
   */
  record Found(String name, Facts facts) {}

  private final FileCalls calls;
  private final LocalPath path;
  private final List<Long> folders = new ArrayList<>();
  private boolean whole;

  private Way(FileCalls calls, LocalPath path) {
    this.calls = calls;
    this.path = path;
  }

  /**
   * Goes as far as there are folders.
   *
   * @throws WindowsException FORBIDDEN, when a link lies on the way, or the drive is another name
   *     for a folder
   */
  static Way to(FileCalls calls, LocalPath path, Purpose purpose) {
    Way way = new Way(calls, path);
    try {
      way.go(purpose);
      return way;
    } catch (RuntimeException | Error e) {
      way.close();
      throw e;
    }
  }

  private void go(Purpose purpose) {
    long folder = calls.openDrive(path.drive(), purpose);
    if (folder == FileCalls.ABSENT) {
      return;
    }
    folders.add(folder);
    String root = calls.path(folder);
    if (!root.equalsIgnoreCase(path.drive() + ":\\")) {
      throw WindowsException.forbidden(
          path
              + " is not looked at: drive "
              + path.drive()
              + ": is another name for "
              + root
              + ".");
    }
    for (String name : path.folders()) {
      folder = calls.open(folder, name, purpose);
      if (folder == FileCalls.ABSENT) {
        return;
      }
      folders.add(folder);
      Facts facts = calls.facts(folder);
      if (facts.link()) {
        throw WindowsException.forbidden(
            path + " is not looked at: " + name + " on the way there is a link.");
      }
      if (!facts.folder()) {
        return;
      }
    }
    whole = true;
  }

  /** The folder the thing lies in. Only to be asked where the thing was opened. */
  long folder() {
    return folders.getLast();
  }

  /** Opens the thing itself, or {@link FileCalls#ABSENT}. It is the caller's to close. */
  long open(Purpose purpose) {
    if (!whole) {
      return FileCalls.ABSENT;
    }
    return path.isRoot()
        ? calls.openDrive(path.drive(), purpose)
        : calls.open(folder(), path.name(), purpose);
  }

  /** Refuses what was opened by that name in a folder, and lies elsewhere for all that. */
  static void refuseElsewhere(FileCalls calls, String folder, String name, long thing) {
    String there = calls.path(thing);
    String wanted = folder + (folder.endsWith("\\") ? "" : "\\") + name;
    if (!there.equalsIgnoreCase(wanted)) {
      throw WindowsException.forbidden(
          wanted + " is not written: the way there leads to " + there + ".");
    }
  }

  /**
   * Refuses what does not lie where the path says. A short name is no other place.
   *
   * @return the path with long names
   */
  String whereabouts(long thing) {
    String there = calls.path(thing);
    if (!there.equalsIgnoreCase(path.toString()) && !isShortened(there)) {
      throw WindowsException.forbidden(
          path + " is not looked at: the way there leads to " + there + ".");
    }
    return there;
  }

  // A short name can stand for another only where all names about it are the same.
  private boolean isShortened(String there) {
    LocalPath found = LocalPath.parse(there);
    boolean alike = path.drive() == found.drive() && path.names().size() == found.names().size();
    for (int i = 0; alike && i < path.names().size(); i++) {
      String name = path.names().get(i);
      alike = name.equalsIgnoreCase(found.names().get(i)) || LocalPath.isShort(name);
    }
    return alike;
  }

  /**
   * Refuses to write what does not bear exactly that path, what is never written, and links.
   *
   * @return what was found there
   */
  Found forWriting(long thing) {
    Facts facts = calls.facts(thing);
    if (facts.link()) {
      throw WindowsException.forbidden(path + " is not written: it is a link.");
    }
    if (!facts.folder() && facts.links() > 1) {
      throw WindowsException.forbidden(
          path + " is not written: the file has " + facts.links() + " names (hard links).");
    }
    String there = whereabouts(thing);
    if (!there.equalsIgnoreCase(path.toString())) {
      throw WindowsException.forbidden(
          path + " is not written under a short name; its name is " + there + ".");
    }
    refuseForbidden(there);
    return new Found(FilePaths.name(there), facts);
  }

  /** Refuses what no policy may write. */
  static void refuseForbidden(String path) {
    DenyList.reasonForPath(path)
        .ifPresent(reason -> {
          throw WindowsException.forbidden(path + " is never written: " + reason + ".");
        });
  }

  /**
   * Refuses to work where somebody without an administrator's rights could interfere: put something
   * into the folder the thing lies in, or take away one on the way.
   *
   * @param own the account this process runs as
   */
  void refuseStrangers(String own) {
    stranger(own).ifPresent(this::refuse);
  }

  /** The same, of one folder. */
  void refuseStranger(long folder, int rights, String own) {
    stranger(folder, rights, own).ifPresent(this::refuse);
  }

  /** Who could interfere, and in which folder, as a sentence without its stop. */
  Optional<String> stranger(String own) {
    Optional<String> found = Optional.empty();
    for (int i = 0; i < folders.size() && found.isEmpty(); i++) {
      boolean last = i == folders.size() - 1;
      found = stranger(folders.get(i), last ? Protection.WRITE : Protection.TAKE_AWAY, own);
    }
    return found;
  }

  private Optional<String> stranger(long folder, int rights, String own) {
    return calls
        .protection(folder)
        .stranger(rights, own)
        .map(somebody ->
            somebody + ", no administrator, may change the folder " + calls.path(folder));
  }

  private void refuse(String somebody) {
    throw WindowsException.forbidden(path + " is not written: " + somebody + ".");
  }

  @Override
  public void close() {
    folders.reversed().forEach(calls::close);
    folders.clear();
  }
}
