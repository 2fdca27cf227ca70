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
    return before && !after && isThere(machine);
  }

  @Override
  public boolean isDone(Windows machine) {
    return isThere(machine) == after;
  }

  private boolean isThere(Windows machine) {
    return isThere(machine, path) || isThere(machine, Quarantine.purged(path));
  }

  private static boolean isThere(Windows machine, String path) {
    return machine.files().look(path).isPresent();
  }

  // What is gone already is no mistake. What is begun gets a name of its own first, so that nobody
  // takes what is left of it for the whole.
  @Override
  public void write(WritableWindows machine) {
    if (after) {
      throw WindowsException.forbidden(path + " cannot be put back: it was removed for good.");
    }
    String doomed = Quarantine.purged(path);
    if (isThere(machine, doomed)) {
      machine.files().purge(doomed);
    }
    if (isThere(machine, path)) {
      machine.files().rename(path, FilePaths.name(doomed));
      machine.files().purge(doomed);
    }
  }
}
