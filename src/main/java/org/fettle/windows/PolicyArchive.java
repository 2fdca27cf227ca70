package org.fettle.windows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The values that Group Policy writes, as its file {@code Registry.pol} or archive {@code
 * ntuser.pol} names them: {@code PReg}, version 1, then records {@code [key;value;type;size;data]}
 * in UTF-16LE (Microsoft, [MS-GPREG] 2.2.1). What is not exactly so is refused, because half an
 * archive would make an owned value look free.
 */
public final class PolicyArchive {
  /** A larger file is refused: real ones have some hundred kilobytes. */
  public static final int LARGEST_FILE = 16 << 20;

  // "PReg", read as a little-endian number.
  private static final int SIGNATURE = 0x6765_5250;
  private static final int VERSION = 1;
  private static final int LONGEST_TEXT = 32_767;

  // [MS-GPREG] 3.2.5.1; compared without case.
  private static final List<String> PREFIXES = List.of("**del.", "**soft.");
  private static final String ALL_VALUES = "**delvals";
  private static final String NAMED_VALUES = "**deletevalues";

  private record Address(String key, String name) {}

  private final Set<Address> values = new HashSet<>();
  private final Set<String> wholeKeys = new HashSet<>();
  private final ByteBuffer bytes;

  private PolicyArchive(byte[] file) {
    bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with a sentence that says where the file is not what it should
   *     be
   */
  public static PolicyArchive parse(byte[] file) {
    PolicyArchive archive = new PolicyArchive(file);
    if (file.length > LARGEST_FILE) {
      throw archive.wrong("no more than " + LARGEST_FILE + " bytes");
    }
    archive.readHeader();
    while (archive.bytes.hasRemaining()) {
      archive.readRecord();
    }
    return archive;
  }

  /**
   * Whether policy sets or removes this value.
   *
   * @param path the key below HKLM or HKCU, such as {@code Software\Policies\Contoso}
   */
  public boolean owns(String path, String name) {
    return wholeKeys.contains(fold(path)) || values.contains(new Address(fold(path), fold(name)));
  }

  private void readHeader() {
    if (bytes.remaining() < 8 || bytes.getInt() != SIGNATURE || bytes.getInt() != VERSION) {
      bytes.rewind();
      throw wrong("'PReg' and version 1");
    }
  }

  private void readRecord() {
    expect('[');
    String key = readText();
    expect(';');
    String name = readText();
    expect(';');
    readNumber("a type");
    expect(';');
    int size = readNumber("a size");
    expect(';');
    if (size < 0 || size > bytes.remaining()) {
      throw wrong("as many bytes as the record says");
    }
    byte[] data = new byte[size];
    bytes.get(data);
    expect(']');
    add(fold(key), fold(name), data);
  }

  private void add(String key, String name, byte[] data) {
    if (!name.startsWith("**")) {
      values.add(new Address(key, name));
      return;
    }
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        values.add(new Address(key, name.substring(prefix.length())));
      }
    }
    if (name.startsWith(ALL_VALUES)) {
      wholeKeys.add(key);
    } else if (name.startsWith(NAMED_VALUES)) {
      String text = new String(data, StandardCharsets.UTF_16LE).replace("\0", "");
      for (String named : text.split(";", -1)) {
        values.add(new Address(key, fold(named.strip())));
      }
    }
  }

  private void expect(char wanted) {
    if (bytes.remaining() < 2 || bytes.getChar(bytes.position()) != wanted) {
      throw wrong("'" + wanted + "'");
    }
    bytes.getChar();
  }

  // Ended by NUL; a semicolon may stand inside.
  private String readText() {
    StringBuilder text = new StringBuilder();
    while (bytes.remaining() >= 2) {
      char next = bytes.getChar();
      if (next == '\0') {
        return text.toString();
      }
      if (text.length() == LONGEST_TEXT) {
        break;
      }
      text.append(next);
    }
    throw wrong("a text of up to " + LONGEST_TEXT + " characters and its end");
  }

  private int readNumber(String what) {
    if (bytes.remaining() < 4) {
      throw wrong(what);
    }
    return bytes.getInt();
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "This is no registry policy file: expected "
            + expected
            + " at byte "
            + bytes.position()
            + ".");
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
