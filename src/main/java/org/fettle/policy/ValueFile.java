package org.fettle.policy;

import java.util.HexFormat;
import java.util.List;
import org.fettle.json.About;
import org.fettle.windows.RegistryValue;

/** A registry value as a file writes it, by the word of its type. */
sealed interface ValueFile {
  /**
   * The value itself.
   *
   * @throws IllegalArgumentException with a sentence for the author of the file
   */
  RegistryValue value();

  @About("REG_SZ.")
  record Text(String text) implements ValueFile {
    @Override
    public RegistryValue value() {
      return RegistryValue.text(text);
    }
  }

  @About("REG_EXPAND_SZ; variables such as %ProgramFiles% stay as they are written.")
  record ExpandableText(String text) implements ValueFile {
    @Override
    public RegistryValue value() {
      return RegistryValue.expandableText(text);
    }
  }

  @About("REG_MULTI_SZ.")
  record Texts(List<String> texts) implements ValueFile {
    @Override
    public RegistryValue value() {
      return RegistryValue.texts(texts);
    }
  }

  @About("REG_DWORD, from 0 to 4294967295.")
  record Dword(long number) implements ValueFile {
    @Override
    public RegistryValue value() {
      return RegistryValue.dword(number);
    }
  }

  @About("REG_QWORD.")
  record Qword(long number) implements ValueFile {
    @Override
    public RegistryValue value() {
      return RegistryValue.qword(number);
    }
  }

  @About("REG_BINARY, as hexadecimal digits.")
  record Binary(String hex) implements ValueFile {
    @Override
    public RegistryValue value() {
      return RegistryValue.binary(bytes(hex));
    }
  }

  @About("REG_NONE, as hexadecimal digits.")
  record None(String hex) implements ValueFile {
    @Override
    public RegistryValue value() {
      return RegistryValue.of(RegistryValue.NONE, bytes(hex));
    }
  }

  /** A value of any type, known or not. */
  record AnyFile(
      @About("The number of the type, as winnt.h has it.") int type,
      @About("The bytes, as hexadecimal digits.") String bytes) {
    RegistryValue value() {
      return RegistryValue.of(type, ValueFile.bytes(bytes));
    }
  }

  private static byte[] bytes(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected hexadecimal digits, two a byte, such as '0a1b', but found "
              + Mistakes.quoted(hex)
              + ".",
          e);
    }
  }
}
