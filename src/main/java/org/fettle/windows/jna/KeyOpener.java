package org.fettle.windows.jna;

import static org.fettle.windows.jna.Advapi32Registry.FILE_NOT_FOUND;
import static org.fettle.windows.jna.Advapi32Registry.KEY_CREATE_SUB_KEY;
import static org.fettle.windows.jna.Advapi32Registry.KEY_ENUMERATE_SUB_KEYS;
import static org.fettle.windows.jna.Advapi32Registry.KEY_QUERY_VALUE;
import static org.fettle.windows.jna.Advapi32Registry.REG_LINK;
import static org.fettle.windows.jna.Advapi32Registry.REG_OPTION_OPEN_LINK;
import static org.fettle.windows.jna.Advapi32Registry.SUCCESS;

import org.fettle.windows.WindowsException;

/**
 * Opens keys, with the least rights the act needs. Below a person's hive a key to be written is
 * opened name by name, each relative to the one before and each refused when it is a registry link:
 * a link planted there would lead a service to keys its planter cannot reach. As the handles, not
 * the names, are used from there on, swapping a key for a link in between leads nowhere.
 */
final class KeyOpener {
  private final Scratch scratch;

  /** The code of the last opening. */
  private int code;

  KeyOpener(Scratch scratch) {
    this.scratch = scratch;
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

  /**
   * A handle with those rights, or {@link HeldKeys#ABSENT} with the reason in {@link #code()}.
   *
   * @throws WindowsException when a registry link lies on the way below a person's hive
   */
  long forWriting(RegistryAddress address, int access) {
    int rights = access | address.viewAccess();
    if (!address.isPersonal()) {
      return open(address.root(), address.path(), 0, rights);
    }
    String[] names = address.path().split("\\\\", -1);
    long parent = address.root();
    for (int i = 0; i < names.length; i++) {
      boolean last = i == names.length - 1;
      long key =
          open(
              parent,
              names[i],
              REG_OPTION_OPEN_LINK,
              KEY_QUERY_VALUE | (last ? rights : address.viewAccess()));
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
   * @throws WindowsException when a registry link lies on the way below a person's hive
   */
  int create(RegistryAddress address) {
    long parent = forWriting(address.parent(), KEY_CREATE_SUB_KEY);
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
              address.isPersonal() ? REG_OPTION_OPEN_LINK : 0,
              KEY_QUERY_VALUE | address.viewAccess(),
              0,
              scratch.handleAddress(),
              0);
      if (code == SUCCESS) {
        long made = scratch.handle();
        if (address.isPersonal()) {
          refuseLink(made, address);
        }
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
          "HKU\\"
              + address.path()
              + " is not written: a registry link lies on the way, and leads where its maker wants.");
    }
  }
}
