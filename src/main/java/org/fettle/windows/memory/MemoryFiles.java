package org.fettle.windows.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FileVersion;
import org.fettle.windows.LocalPath;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableFiles;
import org.fettle.windows.memory.MachineFile.Disk;

/**
 * The files of a machine in memory, as one of its views sees them. When something is written is not
 * kept: what is taken back is as it was before.
 */
final class MemoryFiles implements WritableFiles {
  private static final Pattern WHOLE = Pattern.compile("(?s)[A-Za-z]:\\\\[^\\x00]+");
  private static final int ACCESS_DENIED = 5;
  private static final int ALREADY_EXISTS = 183;
  private static final int FILE_NOT_FOUND = 2;
  private static final int MOST_LINKS = 63;

  private final MemoryState state;
  private final Optional<User> viewer;
  private final MemoryEnvironment environment;

  MemoryFiles(MemoryState state, Optional<User> viewer) {
    this.state = state;
    this.viewer = viewer;
    environment = new MemoryEnvironment(state.file(), viewer);
  }

  /** {@inheritDoc} Links are followed, for a program may well lie behind one. */
  @Override
  public boolean isFile(String path) {
    String at = CanonicalDisk.withoutDots(path);
    if (at.startsWith("\\\\")) {
      throw elsewhere(path);
    }
    for (int hops = 0; hops <= MOST_LINKS; hops++) {
      Optional<String> link = disk().linkOnTheWayTo(at);
      Disk found = disk().find(link.orElse(at));
      if (found == null || !WHOLE.matcher(at).matches()) {
        return false;
      }
      if (found.linkTo().isEmpty()) {
        return MemoryDisk.kind(found) == FileInfo.Kind.FILE;
      }
      at = CanonicalDisk.withoutDots(found.linkTo().get() + at.substring(link.orElse(at).length()));
    }
    return false;
  }

  @Override
  public String expand(String text) {
    return environment.expand(text);
  }

  @Override
  public Optional<FileInfo> look(String path) {
    String plain = plain("look at", path);
    return disk().info(plain);
  }

  @Override
  public List<FileInfo> entries(String folder) {
    String plain = plain("list", folder);
    if (look(folder).filter(found -> found.kind() == FileInfo.Kind.LINK).isPresent()) {
      throw link("list", folder, plain);
    }
    if (look(folder).isPresent() && !disk().mayRead(plain + '\\')) {
      throw WindowsException.failed("list", folder, ACCESS_DENIED);
    }
    return disk().entries(plain);
  }

  @Override
  public Optional<byte[]> read(String path, int atMost) {
    Optional<FileInfo> found = look(path);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Disk file = file("read", path);
    if (CanonicalDisk.size(file) > atMost) {
      throw WindowsException.broken(
          path
              + " is not read: it has "
              + CanonicalDisk.size(file)
              + " bytes, more than "
              + atMost
              + ".");
    }
    return Optional.of(CanonicalDisk.content(file));
  }

  @Override
  public Optional<FileVersion> version(String path) {
    return look(path).isEmpty()
        ? Optional.empty()
        : file("read", path).version().map(FileVersion::parse);
  }

  @Override
  public void rename(String path, String newName) {
    String plain = writable("rename", path);
    String to = LocalPath.parse(plain).sibling(newName).toString();
    if (disk().find(to) != null && !to.equalsIgnoreCase(plain)) {
      throw WindowsException.failed("rename", path + " to " + newName, ALREADY_EXISTS);
    }
    disk().rename(plain, to);
  }

  @Override
  public void replace(String path, byte[] expected, byte[] content) {
    String plain = writable("replace", path);
    if (!Arrays.equals(CanonicalDisk.content(file("replace", path)), expected)) {
      throw WindowsException.changed(path, "the text that was read", "another text");
    }
    disk().replace(plain, content);
  }

  @Override
  public void purge(String path) {
    disk().remove(writable("remove", path));
  }

  private MemoryDisk disk() {
    return state.disk();
  }

  /** What is there, which may be written. */
  private String writable(String act, String path) {
    if (isElsewhere()) {
      throw WindowsException.failed(act, path + ", a file in another user's view,", ACCESS_DENIED);
    }
    String plain = plain(act, path);
    FileInfo found =
        look(path).orElseThrow(() -> WindowsException.failed(act, path, FILE_NOT_FOUND));
    if (found.kind() == FileInfo.Kind.LINK) {
      throw link(act, path, plain);
    }
    if (found.links() > 1) {
      throw WindowsException.forbidden(
          "Fettle does not " + act + " " + path + ": the file has " + found.links() + " names.");
    }
    if (plain.length() < 4 || disk().isDenied(plain) || !disk().mayWrite(plain)) {
      throw WindowsException.failed(act, path, ACCESS_DENIED);
    }
    refuseStrangers(path, plain);
    return plain;
  }

  /** As an administrator the real one writes nothing where others could put a link meanwhile. */
  private void refuseStrangers(String path, String plain) {
    if (viewer.isEmpty() && state.file().isElevated()) {
      disk()
          .stranger(plain)
          .ifPresent(somebody -> {
            throw WindowsException.forbidden(
                path
                    + " is not written: "
                    + somebody
                    + ", no administrator, may change the folder "
                    + FilePaths.parent(plain)
                    + ".");
          });
    }
  }

  /** Files of another user are left to that user's own session. */
  private boolean isElsewhere() {
    boolean isSelf =
        state
            .file()
            .self()
            .filter(
                self -> viewer.filter(user -> user.sid().equalsIgnoreCase(self.sid())).isPresent())
            .isPresent();
    return !isSelf && viewer.filter(user -> !user.session().isPresent()).isPresent();
  }

  private Disk file(String act, String path) {
    String plain = plain(act, path);
    Disk found = disk().find(plain);
    if (found == null) {
      throw WindowsException.failed(act, path, FILE_NOT_FOUND);
    }
    if (disk().isDenied(plain)) {
      throw WindowsException.failed(act, path, ACCESS_DENIED);
    }
    return switch (MemoryDisk.kind(found)) {
      case FILE -> found;
      case FOLDER ->
          throw WindowsException.broken("Cannot " + act + " " + path + ": it is a folder.");
      case LINK -> throw link(act, path, plain);
    };
  }

  /** The path in one form; links on the way are refused. */
  private String plain(String act, String path) {
    LocalPath local = LocalPath.parse(path);
    String plain = local.isRoot() ? local.name() : local.toString();
    Optional<String> link = disk().linkOnTheWayTo(plain);
    if (link.isPresent()) {
      throw link(act, path, link.get());
    }
    if (!disk().mayRead(plain)) {
      throw WindowsException.failed(act, path, ACCESS_DENIED);
    }
    return plain;
  }

  private static WindowsException elsewhere(String path) {
    return WindowsException.forbidden(
        path + " is not looked at: it is not on a drive of this machine.");
  }

  private static WindowsException link(String act, String path, String link) {
    return WindowsException.forbidden(
        "Fettle does not " + act + " " + path + ": " + link + " is a link.");
  }
}
