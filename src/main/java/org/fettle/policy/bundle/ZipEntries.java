package org.fettle.policy.bundle;

import static org.fettle.policy.bundle.BundleException.shown;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fettle.policy.bundle.BundleException.Reason;

/**
 * Walks a zip and demands that every byte of it is accounted for: the entries lie one behind the
 * other from the first byte on, the directory behind them in the same order, and its end record
 * last. ZipFile believes the directory and ZipInputStream the headers before each content; a file
 * on which two readers disagree passes one and attacks through the other, so here both have to say
 * the same. What a plain zip does not need (comments, extra fields, encryption, sizes behind the
 * content, Zip64, several disks) is refused.
 */
final class ZipEntries {
  private static final long LOCAL = 0x04034B50L;
  private static final long CENTRAL = 0x02014B50L;
  private static final long END = 0x06054B50L;
  private static final int LOCAL_SIZE = 30;
  private static final int CENTRAL_SIZE = 46;
  private static final int END_SIZE = 22;

  private static final int ENCRYPTED_FLAGS = 0x2041;
  private static final int SIZES_BEHIND = 0x0008;
  // How hard was deflated, and that names are UTF-8; neither changes what is read.
  private static final int HARMLESS_FLAGS = 0x0806;

  // Offsets in the directory's entry; before each content the same stand 2 bytes earlier.
  private static final int[] SAME_IN_BOTH_16 = {6, 8, 10, 12, 14};
  private static final int[] SAME_IN_BOTH_32 = {16, 20, 24};

  private final String bundle;
  private final byte[] bytes;
  private final LittleEndian numbers;
  private final List<ZipEntryBytes> found = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private long total;

  private ZipEntries(String bundle, byte[] bytes) {
    this.bundle = bundle;
    this.bytes = bytes;
    this.numbers = new LittleEndian(bytes);
  }

  /** The entries, their contents not yet read. */
  static List<ZipEntryBytes> of(String bundle, byte[] bytes) throws BundleException {
    return new ZipEntries(bundle, bytes).walk();
  }

  private List<ZipEntryBytes> walk() throws BundleException {
    if (bytes.length > Limits.BUNDLE) {
      throw refused(Reason.BUNDLE_TOO_LARGE, "It is larger than 16 MiB, and is not read.");
    }
    int end = bytes.length - END_SIZE;
    requireEnd(end);
    int count = numbers.u16(end + 10);
    long directorySize = numbers.u32(end + 12);
    long directory = numbers.u32(end + 16);
    if (directory + directorySize != end) {
      throw refused(Reason.MISPLACED, "Its directory is not where its end record says.");
    }
    int at = (int) directory;
    long content = 0;
    for (int i = 0; i < count; i++) {
      if (at + CENTRAL_SIZE > end || numbers.u32(at) != CENTRAL) {
        throw refused(Reason.DAMAGED, "Its directory ends before entry " + (i + 1) + ".");
      }
      content = entry(at, end, content, directory);
      at += CENTRAL_SIZE + numbers.u16(at + 28);
    }
    if (at != end || content != directory) {
      throw refused(
          Reason.MISPLACED,
          "There are bytes in it that belong to none of its " + count + " files.");
    }
    return List.copyOf(found);
  }

  private void requireEnd(int end) throws BundleException {
    boolean begins = bytes.length >= 4 && numbers.u32(0) == LOCAL;
    if (!begins && bytes.length >= 4) {
      throw refused(Reason.NOT_A_BUNDLE, "This is no policy bundle: it does not begin as a zip.");
    }
    if (!begins || end < 0 || numbers.u32(end) != END) {
      int before = numbers.lastIndexOf(END);
      if (before < 0 || before > end) {
        throw refused(Reason.TRUNCATED, "It is cut off: its end is missing.");
      }
      boolean isComment = before + END_SIZE + numbers.u16(before + 20) == bytes.length;
      throw isComment
          ? refused(Reason.COMMENT, "It has a comment behind its end; a bundle has none.")
          : refused(Reason.TRAILING_BYTES, "More bytes follow behind its end.");
    }
    if (numbers.u16(end + 20) != 0) {
      throw refused(Reason.TRUNCATED, "It is cut off: the comment that it announces is missing.");
    }
    if (numbers.u16(end + 4) != 0
        || numbers.u16(end + 6) != 0
        || numbers.u16(end + 10) == 0xFFFF
        || numbers.u32(end + 12) == 0xFFFFFFFFL
        || numbers.u32(end + 16) == 0xFFFFFFFFL) {
      throw refused(Reason.UNKNOWN_FEATURE, "It is a Zip64 file or one of several parts.");
    }
    if (numbers.u16(end + 8) != numbers.u16(end + 10)) {
      throw refused(Reason.HEADERS_DISAGREE, "Its end record gives two numbers of files.");
    }
    if (numbers.u16(end + 10) > Limits.FILES) {
      throw refused(
          Reason.TOO_MANY_FILES,
          "It holds " + numbers.u16(end + 10) + " files; at most " + Limits.FILES + " are read.");
    }
  }

  /** Takes the entry whose directory entry stands there; answers where the next content begins. */
  private long entry(int at, int end, long content, long directory) throws BundleException {
    int nameLength = numbers.u16(at + 28);
    if (at + CENTRAL_SIZE + nameLength > end) {
      throw refused(Reason.DAMAGED, "Its directory ends within a name.");
    }
    String name = new String(bytes, at + CENTRAL_SIZE, nameLength, StandardCharsets.ISO_8859_1);
    String where = bundle + "!" + shown(name);
    requirePlain(where, at);
    EntryName.check(bundle, name);
    requireKindOfFile(where, at);
    String same = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (name.equals(same)) {
      throw new BundleException(where, Reason.DUPLICATE, "This file is in the bundle twice.");
    }
    if (same != null) {
      throw new BundleException(
          where,
          Reason.CASE_DUPLICATE,
          "This file and " + same + " are the same file where case does not matter.");
    }
    long size = numbers.u32(at + 24);
    requireSize(where, size);
    long next = local(where, at, nameLength, content, directory);
    found.add(
        new ZipEntryBytes(
            bundle,
            name,
            numbers.u16(at + 10) == 8,
            numbers.u32(at + 16),
            (int) size,
            (int) (content + LOCAL_SIZE + nameLength),
            (int) next));
    return next;
  }

  private void requirePlain(String where, int at) throws BundleException {
    int flags = numbers.u16(at + 8);
    int method = numbers.u16(at + 10);
    if ((flags & ENCRYPTED_FLAGS) != 0) {
      throw new BundleException(where, Reason.ENCRYPTED, "This file is encrypted.");
    }
    if (method != 0 && method != 8) {
      throw new BundleException(
          where,
          Reason.UNKNOWN_COMPRESSION,
          "This file is compressed by method "
              + method
              + "; only 0 (stored) and 8 (deflate) are"
              + " read.");
    }
    if ((flags & SIZES_BEHIND) != 0) {
      throw new BundleException(
          where, Reason.UNKNOWN_FEATURE, "This file gives its size only behind its content.");
    }
    if ((flags & ~HARMLESS_FLAGS) != 0 || numbers.u16(at + 6) > 20 || numbers.u16(at + 34) != 0) {
      throw new BundleException(
          where, Reason.UNKNOWN_FEATURE, "This file needs a feature that a plain zip has not.");
    }
    if (numbers.u16(at + 30) != 0) {
      throw new BundleException(
          where, Reason.EXTRA_FIELD, "This file has extra fields; a bundle has none.");
    }
    if (numbers.u16(at + 32) != 0) {
      throw new BundleException(
          where, Reason.COMMENT, "This file has a comment; a bundle has none.");
    }
  }

  private void requireKindOfFile(String where, int at) throws BundleException {
    long attributes = numbers.u32(at + 38);
    int kind = (int) (attributes >>> 28);
    if (kind == 0xA || (attributes & 0x400) != 0) {
      throw new BundleException(where, Reason.LINK, "This file is a link to another.");
    }
    if (kind == 0x4 || (attributes & 0x10) != 0) {
      throw new BundleException(
          where, Reason.FOLDER, "This entry is a folder; only files may be in a bundle.");
    }
    if (kind != 0 && kind != 0x8) {
      throw new BundleException(
          where, Reason.SPECIAL_FILE, "This is a device, a pipe or a socket.");
    }
  }

  private void requireSize(String where, long size) throws BundleException {
    if (size > Limits.FILE) {
      throw new BundleException(
          where, Reason.FILE_TOO_LARGE, "This file is larger than 4 MiB, and is not read.");
    }
    total += size;
    if (total > Limits.TOTAL) {
      throw new BundleException(
          where, Reason.TOTAL_TOO_LARGE, "With this file the bundle holds more than 32 MiB.");
    }
  }

  private long local(String where, int at, int nameLength, long content, long directory)
      throws BundleException {
    if (numbers.u32(at + 42) != content) {
      throw new BundleException(
          where, Reason.MISPLACED, "This file does not lie right behind the one before it.");
    }
    int local = (int) content;
    if (content + LOCAL_SIZE + nameLength > directory || numbers.u32(local) != LOCAL) {
      throw new BundleException(where, Reason.DAMAGED, "This file is not where it should be.");
    }
    boolean agree = numbers.u16(local + 26) == nameLength;
    for (int offset : SAME_IN_BOTH_16) {
      agree &= numbers.u16(at + offset) == numbers.u16(local + offset - 2);
    }
    for (int offset : SAME_IN_BOTH_32) {
      agree &= numbers.u32(at + offset) == numbers.u32(local + offset - 2);
    }
    for (int i = 0; i < nameLength && agree; i++) {
      agree = bytes[at + CENTRAL_SIZE + i] == bytes[local + LOCAL_SIZE + i];
    }
    if (!agree) {
      throw new BundleException(
          where,
          Reason.HEADERS_DISAGREE,
          "The bundle's directory and the header of this file say different things.");
    }
    if (numbers.u16(local + 28) != 0) {
      throw new BundleException(
          where, Reason.EXTRA_FIELD, "This file has extra fields; a bundle has none.");
    }
    long next = content + LOCAL_SIZE + nameLength + numbers.u32(at + 20);
    if (next > directory) {
      throw new BundleException(
          where, Reason.SIZE_LIES, "This file is said to reach beyond the end of all files.");
    }
    return next;
  }

  private BundleException refused(Reason reason, String sentence) {
    return new BundleException(bundle, reason, sentence);
  }
}
