package org.fettle.windows;

import java.util.Optional;

/**
 * A file or folder given another name in the same folder: that is how something is put into
 * quarantine, and how it comes back.
 *
 * @param folder whether it is a folder
 * @param before the whole path before
 * @param after the whole path after, in the same folder
 */
public record FileRenameChange(boolean folder, String before, String after) implements Change {
  /** Refuses a move to another folder. */
  public FileRenameChange {
    if (!FilePaths.parent(before).equals(FilePaths.parent(after))) {
      throw new IllegalArgumentException(after + " is not in the same folder as " + before + ".");
    }
  }

  @Override
  public FileRenameChange inverse() {
    return new FileRenameChange(folder, after, before);
  }

  @Override
  public String target() {
    return Quarantine.isName(FilePaths.name(before)) ? after : before;
  }

  @Override
  public String beforeText() {
    return shown(before);
  }

  @Override
  public String afterText() {
    return shown(after);
  }

  private static String shown(String path) {
    return Quarantine.isName(FilePaths.name(path))
        ? "in quarantine as " + FilePaths.name(path)
        : "there";
  }

  @Override
  public boolean needsRights(Optional<User> user) {
    return user.isEmpty();
  }

  @Override
  public Optional<String> forbidden() {
    return DenyList.reasonForPath(before).or(() -> DenyList.reasonForPath(after));
  }

  @Override
  public boolean fits(Windows machine) {
    return isAt(machine, before) && machine.files().look(after).isEmpty();
  }

  @Override
  public boolean isDone(Windows machine) {
    return isAt(machine, after) && machine.files().look(before).isEmpty();
  }

  private boolean isAt(Windows machine, String path) {
    FileInfo.Kind kind = folder ? FileInfo.Kind.FOLDER : FileInfo.Kind.FILE;
    return machine.files().look(path).filter(found -> found.kind() == kind).isPresent();
  }

  @Override
  public void write(WritableWindows machine) {
    if (!fits(machine)) {
      throw WindowsException.changed(
          before, folder ? "a folder" : "a file", "something else, or nothing");
    }
    machine.files().rename(before, FilePaths.name(after));
  }
}
