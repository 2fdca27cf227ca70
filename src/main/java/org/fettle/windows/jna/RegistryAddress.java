package org.fettle.windows.jna;

import java.util.regex.Pattern;
import org.fettle.windows.View;

/**
 * Where a key really lies: below HKEY_LOCAL_MACHINE or HKEY_USERS, never below a root that means
 * something else for each process.
 *
 * @param root the predefined handle
 * @param path the names below it
 * @param view the view it is meant in
 */
record RegistryAddress(long root, String path, View view) {
  // Local, domain and Microsoft Entra accounts; never the service accounts.
  private static final Pattern PERSON =
      Pattern.compile("S-1-(5-21|12-1)-[0-9-]+(_Classes)?", Pattern.CASE_INSENSITIVE);

  /** Whether a SID is a person's. */
  static boolean isPerson(String sid) {
    return PERSON.matcher(sid).matches() && !sid.endsWith("_Classes");
  }

  /**
   * Whether the key lies in a hive whose account decides what is there: a person, a service, or all
   * services of one account. Only the machine's owner writes the others.
   */
  boolean isPersonal() {
    return root == Advapi32Registry.HKEY_USERS;
  }

  RegistryAddress parent() {
    int last = path.lastIndexOf('\\');
    return new RegistryAddress(root, last < 0 ? "" : path.substring(0, last), view);
  }

  String name() {
    return path.substring(path.lastIndexOf('\\') + 1);
  }

  /** The access right that asks for the view; without it the view would be the process's own. */
  int viewAccess() {
    return view == View.BITS_32
        ? Advapi32Registry.KEY_WOW64_32KEY
        : Advapi32Registry.KEY_WOW64_64KEY;
  }
}
