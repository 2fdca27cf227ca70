package org.fettle.windows;

import java.util.Optional;

/**
 * Something that was put into quarantine long ago, removed for good. Nothing else is ever purged,
 * and it cannot be taken back.
 *
 * @param path the whole path of the thing in quarantine
 * @param before whether it is there before
 * @param after whether it is there after
 */
public record FilePurgeChange(String path, boolean before, boolean after) implements Change {
  @Override
  public FilePurgeChange inverse() {
    return new FilePurgeChange(path, after, before);
  }

  @Override
  public String target() {
    return path;
  }

  @Override
  public String beforeText() {
    return shown(before);
  }

  @Override
  public String afterText() {
    return shown(after);
  }

  private static String shown(boolean present) {
    return present ? "in quarantine" : "absent";
  }

  @Override
  public boolean isReversible() {
    return false;
  }

  @Override
  public boolean needsRights(Optional<User> user) {
    return user.isEmpty();
  }

  @Override
  public Optional<String> forbidden() {
    return Quarantine.isName(FilePaths.name(path))
        ? DenyList.reasonForPath(path)
        : Optional.of("only what lies in quarantine is removed for good");
  }

  @Override
  public boolean fits(Windows machine) {
    return before && !after && machine.files().look(path).isPresent();
  }

  @Override
  public boolean isDone(Windows machine) {
    return machine.files().look(path).isPresent() == after;
  }

  @Override
  public void write(WritableWindows machine) {
    if (after) {
      throw WindowsException.forbidden(path + " cannot be put back: it was removed for good.");
    }
    if (!fits(machine)) {
      throw WindowsException.changed(path, beforeText(), "absent");
    }
    machine.files().purge(path);
  }
}
