package org.fettle.windows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A run of bytes replaced in a text file, the rest of which stays as it is, byte for byte.
 *
 * @param path the file, which is there before and after
 * @param encoding how the bytes are to be shown
 * @param at where the bytes begin
 * @param before what is there, each byte as the character of its number (ISO 8859-1)
 * @param after what is to be there, in the same form
 * @param digestBefore SHA-256 of the whole file before, in lower hexadecimal digits: bytes put in
 *     or taken out show nothing by themselves
 * @param digestAfter the same, after
 */
public record TextLineChange(
    String path,
    TextEncoding encoding,
    int at,
    String before,
    String after,
    String digestBefore,
    String digestAfter)
    implements Change {
  /** The most bytes of a text file that is read or written. */
  public static final int LARGEST_FILE = 1 << 20;

  /** Refuses what is no splice. */
  public TextLineChange {
    if (at < 0 || !isBytes(before) || !isBytes(after)) {
      throw new IllegalArgumentException("The change of " + path + " is no change of bytes.");
    }
  }

  private static boolean isBytes(String text) {
    return text.chars().allMatch(unit -> unit <= 0xFF);
  }

  /** The change that replaces {@code length} bytes at {@code at} of that content. */
  public static TextLineChange of(
      String path, TextEncoding encoding, byte[] content, int at, int length, String text) {
    String before = new String(content, at, length, StandardCharsets.ISO_8859_1);
    String after = new String(encoding.encode(text), StandardCharsets.ISO_8859_1);
    return new TextLineChange(
        path,
        encoding,
        at,
        before,
        after,
        digest(content),
        digest(spliced(content, at, length, after)));
  }

  /** The content as the change leaves it, from the content it was made for. */
  public byte[] spliced(byte[] content) {
    return spliced(content, at, before.length(), after);
  }

  @Override
  public TextLineChange inverse() {
    return new TextLineChange(path, encoding, at, after, before, digestAfter, digestBefore);
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

  private String shown(String bytes) {
    String line = encoding.decode(bytes.getBytes(StandardCharsets.ISO_8859_1)).strip();
    return line.isEmpty() ? "absent" : line.replaceAll("\\R", " | ");
  }

  @Override
  public long size() {
    return (long) before.length() + after.length();
  }

  @Override
  public boolean needsRights(Optional<User> user) {
    return user.isEmpty();
  }

  @Override
  public Optional<String> forbidden() {
    return DenyList.reasonForContent(path);
  }

  @Override
  public boolean fits(Windows machine) {
    return holds(machine, digestBefore);
  }

  @Override
  public boolean isDone(Windows machine) {
    return holds(machine, digestAfter);
  }

  private boolean holds(Windows machine, String digest) {
    return machine
        .files()
        .read(path, LARGEST_FILE)
        .filter(now -> digest(now).equals(digest))
        .isPresent();
  }

  @Override
  public void write(WritableWindows machine) {
    byte[] now =
        machine
            .files()
            .read(path, LARGEST_FILE)
            .orElseThrow(() -> WindowsException.changed(path, "the text that was read", "nothing"));
    boolean isSound = digest(now).equals(digestBefore) && at <= now.length - before.length();
    if (!isSound || !digest(spliced(now)).equals(digestAfter)) {
      throw WindowsException.changed(path, "the text that was read", "another text");
    }
    machine.files().replace(path, now, spliced(now));
  }

  private static byte[] spliced(byte[] content, int at, int length, String after) {
    byte[] middle = after.getBytes(StandardCharsets.ISO_8859_1);
    int rest = content.length - at - length;
    byte[] spliced = Arrays.copyOf(content, at + middle.length + rest);
    System.arraycopy(middle, 0, spliced, at, middle.length);
    System.arraycopy(content, at + length, spliced, at + middle.length, rest);
    return spliced;
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
