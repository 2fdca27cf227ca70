package org.fettle.windows.jna;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who owns a file or folder, and who may do what with it.
 *
 * @param owner a SID; empty where nobody is named
 * @param entries of its list, in their order; empty for no list at all, which allows everyone
 *     everything
 */
record Protection(String owner, Optional<List<Entry>> entries) {
  /**
   * One entry of the list.
   *
   * @param type as in ACE_HEADER
   * @param flags as in ACE_HEADER
   * @param mask the rights
   * @param sid whose; empty for a form this class does not know
   */
  record Entry(int type, int flags, int mask, String sid) {}

  /**
   * Rights to take what lies in a folder out of it, or the folder itself away: DELETE, WRITE_DAC,
   * WRITE_OWNER, FILE_DELETE_CHILD and GENERIC_ALL.
   */
  static final int TAKE_AWAY = 0x1000_0000 | 0x000D_0000 | 0x40;

  /**
   * Those, and the rights to put something into it: FILE_ADD_FILE, FILE_ADD_SUBDIRECTORY,
   * FILE_WRITE_EA, FILE_WRITE_ATTRIBUTES and GENERIC_WRITE.
   */
  static final int WRITE = TAKE_AWAY | 0x4000_0000 | 0x2 | 0x4 | 0x10 | 0x100;

  /** LocalSystem, Administrators, TrustedInstaller: whoever is these owns the machine anyway. */
  private static final Set<String> ADMINISTRATORS =
      Set.of(
          "S-1-5-18",
          "S-1-5-32-544",
          "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464");

  // Rights of the owner, whoever that is; the owner is looked at.
  private static final String OWNER_RIGHTS = "S-1-3-4";

  private static final int INHERIT_ONLY = 0x8;
  private static final Set<Integer> DENYING = Set.of(0x1, 0x6, 0xA, 0xC);
  private static final Set<Integer> AUDITING = Set.of(0x2, 0x7, 0xD, 0x11);
  private static final Set<Integer> SIMPLE = Set.of(0x0, 0x1, 0x9, 0xA);

  Protection {
    entries = entries.map(List::copyOf);
  }

  /** Whether that SID is an administrator's, or the machine's own. */
  static boolean isAdministrator(String sid) {
    return ADMINISTRATORS.contains(sid);
  }

  /**
   * Somebody other than administrators who has one of those rights, as the owner has or gets them
   * all. What is denied is not subtracted: that depends on whose token it is.
   *
   * @param own the account this process runs as, which may do it anyway
   */
  Optional<String> stranger(int rights, String own) {
    if (!isTrusted(owner, own)) {
      return Optional.of(owner.isEmpty() ? "nobody in particular" : owner);
    }
    if (entries.isEmpty()) {
      return Optional.of("everyone");
    }
    return entries.get().stream()
        .filter(entry -> (entry.flags() & INHERIT_ONLY) == 0)
        .filter(entry -> !DENYING.contains(entry.type()) && !AUDITING.contains(entry.type()))
        .filter(entry -> (entry.mask() & rights) != 0)
        .map(Entry::sid)
        .filter(sid -> !OWNER_RIGHTS.equals(sid) && !isTrusted(sid, own))
        .findFirst()
        .map(sid -> sid.isEmpty() ? "somebody unknown" : sid);
  }

  private static boolean isTrusted(String sid, String own) {
    return isAdministrator(sid) || (!sid.isEmpty() && sid.equals(own));
  }

  /**
   * Reads a self-relative SECURITY_DESCRIPTOR ([MS-DTYP] 2.4.6). It comes from a file system, which
   * may be anybody's.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Protection read(byte[] descriptor) {
    ByteBuffer bytes = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int control = bytes.getShort(2);
      int owner = bytes.getInt(4);
      int list = bytes.getInt(16);
      boolean listed = (control & 0x4) != 0 && list != 0;
      return new Protection(
          owner == 0 ? "" : sid(bytes, owner),
          listed ? Optional.of(entries(bytes, list)) : Optional.empty());
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("The security descriptor is cut short.", e);
    }
  }

  private static List<Entry> entries(ByteBuffer bytes, int list) {
    List<Entry> entries = new ArrayList<>();
    int count = Short.toUnsignedInt(bytes.getShort(list + 4));
    int at = list + 8;
    for (int i = 0; i < count; i++) {
      int type = Byte.toUnsignedInt(bytes.get(at));
      int flags = Byte.toUnsignedInt(bytes.get(at + 1));
      int size = Short.toUnsignedInt(bytes.getShort(at + 2));
      if (size < 8) {
        throw new IllegalArgumentException("An entry of the list is cut short.");
      }
      String sid = SIMPLE.contains(type) ? sid(bytes, at + 8) : "";
      entries.add(new Entry(type, flags, bytes.getInt(at + 4), sid));
      at += size;
    }
    return entries;
  }

  private static String sid(ByteBuffer bytes, int at) {
    int parts = Byte.toUnsignedInt(bytes.get(at + 1));
    long authority = 0;
    for (int i = 2; i < 8; i++) {
      authority = authority << 8 | Byte.toUnsignedLong(bytes.get(at + i));
    }
    StringBuilder sid = new StringBuilder("S-").append(bytes.get(at)).append('-').append(authority);
    for (int i = 0; i < parts; i++) {
      sid.append('-').append(Integer.toUnsignedLong(bytes.getInt(at + 8 + 4 * i)));
    }
    return sid.toString();
  }
}
