package org.fettle.windows.jna;

import static org.fettle.windows.jna.Advapi32Registry.FILE_NOT_FOUND;
import static org.fettle.windows.jna.Advapi32Registry.KEY_CREATE_SUB_KEY;
import static org.fettle.windows.jna.Advapi32Registry.KEY_ENUMERATE_SUB_KEYS;
import static org.fettle.windows.jna.Advapi32Registry.KEY_NOTIFY;
import static org.fettle.windows.jna.Advapi32Registry.KEY_QUERY_VALUE;
import static org.fettle.windows.jna.Advapi32Registry.REG_LINK;
import static org.fettle.windows.jna.Advapi32Registry.REG_OPTION_OPEN_LINK;
import static org.fettle.windows.jna.Advapi32Registry.SUCCESS;

import org.fettle.windows.WindowsException;

/**
 * Opens keys, with the least rights the act needs. Below HKEY_USERS a key to be written is opened
 * name by name, each relative to the one before and each refused when it is a registry link: a link
 * planted there would lead a service to keys its planter cannot reach. Below HKEY_LOCAL_MACHINE
 * Windows has links of its own ({@code CurrentControlSet}), which are followed. Wherever the
 * opening ended, the deny list is asked about that place. As the handles, not the names, are used
 * from there on, swapping a key for a link in between leads nowhere.
 */
final class KeyOpener {
  private final Scratch scratch;
  private final RealNames names;

  /** The code of the last opening. */
  private int code;

  KeyOpener(Scratch scratch) {
    this.scratch = scratch;
    names = new RealNames(scratch);
  }

  /** The Win32 code of what was done last. */
  int code() {
    return code;
  }

  /** A handle for reading, or {@link HeldKeys#ABSENT} with the reason in {@link #code()}. */
  long forReading(RegistryAddress address) {
    return open(
        address.root(),
        address.path(),
        0,
        KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS | address.viewAccess());
  }

  /** A handle for being told of changes, or {@link HeldKeys#ABSENT} with the reason in the code. */
  long forWatching(RegistryAddress address) {
    return open(address.root(), address.path(), 0, KEY_NOTIFY | address.viewAccess());
  }

  /**
   * A handle with those rights, or {@link HeldKeys#ABSENT} with the reason in {@link #code()}.
   *
   * @throws WindowsException when a registry link lies on the way below HKEY_USERS, or one leads to
   *     a place that is never written
   */
  long forWriting(RegistryAddress address, int access) {
    return forWriting(address, access, "");
  }

  private long forWriting(RegistryAddress address, int access, String below) {
    int rights = access | KEY_QUERY_VALUE | address.viewAccess();
    long key =
        address.isPersonal()
            ? openWithoutLinks(address, rights)
            : open(address.root(), address.path(), 0, rights);
    // A root's own handle is no handle of the kernel; and no link leads from a root to itself.
    if (key != HeldKeys.ABSENT && !address.path().isEmpty()) {
      try {
        names.refuseForbidden(key, address, below);
      } catch (WindowsException e) {
        close(key);
        throw e;
      }
    }
    return key;
  }

  private long openWithoutLinks(RegistryAddress address, int rights) {
    String[] path = address.path().split("\\\\", -1);
    long parent = address.root();
    for (int i = 0; i < path.length; i++) {
      boolean last = i == path.length - 1;
      long key =
          open(
              parent,
              path[i],
              REG_OPTION_OPEN_LINK,
              last ? rights : KEY_QUERY_VALUE | address.viewAccess());
      if (parent != address.root()) {
        close(parent);
      }
      if (key == HeldKeys.ABSENT) {
        return key;
      }
      refuseLink(key, address);
      parent = key;
    }
    return parent;
  }

  /**
   * Makes a key below one that is there; a code other than 0 says why not.
   *
   * @throws WindowsException when a registry link stands there or lies on the way below HKEY_USERS,
   *     or one leads to a place that is never written
   */
  int create(RegistryAddress address) {
    long parent = forWriting(address.parent(), KEY_CREATE_SUB_KEY, address.name());
    if (parent == HeldKeys.ABSENT) {
      return code;
    }
    try {
      // With OPEN_LINK, a link that stands there is opened itself: followed, it would have the key
      // it names made. That Windows heeds the option here as Wine does is not proven.
      code =
          Advapi32Registry.RegCreateKeyExW(
              parent,
              scratch.text(address.name()),
              0,
              0,
              REG_OPTION_OPEN_LINK,
              KEY_QUERY_VALUE | address.viewAccess(),
              0,
              scratch.handleAddress(),
              0);
      if (code == SUCCESS) {
        long made = scratch.handle();
        refuseLink(made, address);
        close(made);
      }
      return code;
    } finally {
      close(parent);
    }
  }

  /** Whether a key is there. */
  boolean exists(long root, String path) {
    long key = open(root, path, 0, KEY_QUERY_VALUE);
    if (key != HeldKeys.ABSENT) {
      close(key);
    }
    return key != HeldKeys.ABSENT;
  }

  void close(long key) {
    Advapi32Registry.RegCloseKey(key);
  }

  private long open(long parent, String path, int options, int access) {
    code =
        Advapi32Registry.RegOpenKeyExW(
            parent, scratch.text(path), options, access, scratch.handleAddress());
    return code == SUCCESS ? scratch.handle() : HeldKeys.ABSENT;
  }

  private void refuseLink(long key, RegistryAddress address) {
    int answer =
        Advapi32Registry.RegQueryValueExW(
            key, scratch.text("SymbolicLinkValue"), 0, scratch.typeAddress(), 0, 0);
    if (answer == FILE_NOT_FOUND) {
      return;
    }
    if (answer != SUCCESS || scratch.type() == REG_LINK) {
      close(key);
      throw WindowsException.forbidden(
          (address.isPersonal() ? "HKU\\" : "HKLM\\")
              + address.path()
              + " is not written: a registry link lies on the way, and leads where its maker wants.");
    }
  }
}
