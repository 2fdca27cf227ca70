package org.fettle.windows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a registry value holds: its type number and its bytes, exactly as Windows keeps them, so
 * that a restore is exact even for a type nobody knows.
 */
public final class RegistryValue {
  // Type numbers of winnt.h.
  public static final int NONE = 0;
  public static final int TEXT = 1;
  public static final int EXPANDABLE_TEXT = 2;
  public static final int BINARY = 3;
  public static final int DWORD = 4;
  public static final int DWORD_BIG_ENDIAN = 5;
  public static final int TEXTS = 7;
  public static final int QWORD = 11;

  private final int type;
  private final byte[] data;

  private RegistryValue(int type, byte[] data) {
    this.type = type;
    this.data = data;
  }

  /** A value of any type; the bytes are copied. */
  public static RegistryValue of(int type, byte[] data) {
    return new RegistryValue(type, data.clone());
  }

  /** REG_SZ, ended by one NUL. */
  public static RegistryValue text(String text) {
    return new RegistryValue(TEXT, terminated(text));
  }

  /** REG_EXPAND_SZ, ended by one NUL; variables stay as they are written. */
  public static RegistryValue expandableText(String text) {
    return new RegistryValue(EXPANDABLE_TEXT, terminated(text));
  }

  /**
   * REG_MULTI_SZ.
   *
   * @throws IllegalArgumentException for an empty member, which would end the list early, or a NUL,
   *     which would end the member
   */
  public static RegistryValue texts(List<String> texts) {
    if (texts.contains("")) {
      throw new IllegalArgumentException("A REG_MULTI_SZ value cannot hold an empty member.");
    }
    if (texts.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("A member of a REG_MULTI_SZ value cannot hold a NUL.");
    }
    return new RegistryValue(
        TEXTS, terminated(String.join("\0", texts) + (texts.isEmpty() ? "" : "\0")));
  }

  /** REG_DWORD from an unsigned 32-bit number. */
  public static RegistryValue dword(long number) {
    if (number < 0 || number > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("A dword goes from 0 to 4294967295, not " + number + ".");
    }
    return new RegistryValue(DWORD, little(4).putInt((int) number).array());
  }

  /** REG_QWORD. */
  public static RegistryValue qword(long number) {
    return new RegistryValue(QWORD, little(8).putLong(number).array());
  }

  /** REG_BINARY; the bytes are copied. */
  public static RegistryValue binary(byte[] data) {
    return of(BINARY, data);
  }

  public int type() {
    return type;
  }

  /** The bytes, as a copy. */
  public byte[] data() {
    return data.clone();
  }

  /** How many bytes it holds. */
  public int size() {
    return data.length;
  }

  /**
   * The text of a REG_SZ or REG_EXPAND_SZ value, unexpanded and without its final NUL; empty for
   * any other type.
   */
  public Optional<String> asText() {
    if ((type != TEXT && type != EXPANDABLE_TEXT) || data.length % 2 != 0) {
      return Optional.empty();
    }
    String text = decoded();
    return Optional.of(text.endsWith("\0") ? text.substring(0, text.length() - 1) : text);
  }

  /** The members of a REG_MULTI_SZ value; empty for any other type. */
  public Optional<List<String>> asTexts() {
    if (type != TEXTS || data.length % 2 != 0) {
      return Optional.empty();
    }
    List<String> members = new ArrayList<>();
    String text = decoded();
    int start = 0;
    for (int nul = text.indexOf('\0'); nul > start; nul = text.indexOf('\0', start)) {
      members.add(text.substring(start, nul));
      start = nul + 1;
    }
    if (start < text.length() && text.indexOf('\0', start) < 0) {
      members.add(text.substring(start));
    }
    return Optional.of(List.copyOf(members));
  }

  /**
   * The number of a REG_DWORD (unsigned) or REG_QWORD of the right length; empty for anything else.
   */
  public Optional<Long> asNumber() {
    ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case DWORD ->
          data.length == 4 ? Optional.of(bytes.getInt() & 0xFFFF_FFFFL) : Optional.empty();
      case DWORD_BIG_ENDIAN ->
          data.length == 4
              ? Optional.of(bytes.order(ByteOrder.BIG_ENDIAN).getInt() & 0xFFFF_FFFFL)
              : Optional.empty();
      case QWORD -> data.length == 8 ? Optional.of(bytes.getLong()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /**
   * Text of the same type as this value (REG_SZ or REG_EXPAND_SZ), for a fix that keeps the type.
   */
  public RegistryValue withText(String text) {
    return type == EXPANDABLE_TEXT ? expandableText(text) : text(text);
  }

  /**
   * The type's word in policy and machine files, such as {@code dword}; {@code type-N} for one
   * without a word.
   */
  public String typeName() {
    return switch (type) {
      case NONE -> "none";
      case TEXT -> "text";
      case EXPANDABLE_TEXT -> "expandable-text";
      case BINARY -> "binary";
      case DWORD -> "dword";
      case TEXTS -> "texts";
      case QWORD -> "qword";
      default -> "type-" + Integer.toUnsignedString(type);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegistryValue value
        && type == value.type
        && Arrays.equals(data, value.data);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(data);
  }

  /**
   * The value for people: {@code "lync.com" (text)}, {@code 3 (dword)}; bytes in hexadecimal, long
   * ones cut.
   */
  @Override
  public String toString() {
    String shown =
        asText()
            .map(text -> '"' + text + '"')
            .or(() -> asTexts().map(List::toString))
            .or(() ->
                asNumber()
                    .map(number ->
                        type == QWORD ? Long.toUnsignedString(number) : number.toString()))
            .orElseGet(this::hex);
    return shown + " (" + typeName() + ")";
  }

  private String hex() {
    int shown = Math.min(data.length, 32);
    String digits = HexFormat.ofDelimiter(" ").formatHex(data, 0, shown).toUpperCase(Locale.ROOT);
    return data.length > shown
        ? digits + " … " + data.length + " bytes"
        : digits.isEmpty() ? "no bytes" : digits;
  }

  private static byte[] terminated(String text) {
    byte[] bytes = new byte[2 * text.length() + 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().put(text);
    return bytes;
  }

  /** Unit for unit: Java's own decoder would put U+FFFD for half a surrogate pair. */
  private String decoded() {
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().toString();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
