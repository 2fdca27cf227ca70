package org.fettle.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.fettle.json.Node;
import org.fettle.json.NodeReader;
import org.fettle.json.Place;
import org.fettle.json.Sha256;
import org.fettle.json.SyntaxException;

/**
 * A file read once: the digest and the nodes are of the same bytes.
 *
 * @param name the file as it was named
 * @param digest SHA-256 of its bytes, in hexadecimal
 */
record SourceFile(String name, String digest, Node root) {
  /** The largest file that is read. */
  static final int LARGEST = 4 * 1024 * 1024;

  static SourceFile read(Path path) throws PolicyException {
    String name = path.toString();
    try {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(path)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      return of(name, bytes);
    } catch (NoSuchFileException e) {
      throw refused(name, Place.START, "There is no such file.");
    } catch (AccessDeniedException e) {
      throw refused(name, Place.START, "The file may not be read: access is denied.");
    } catch (IOException e) {
      throw refused(name, Place.START, "The file cannot be read: " + e.getMessage() + ".");
    }
  }

  /** The file whose bytes are these. */
  static SourceFile of(String name, byte[] bytes) throws PolicyException {
    try {
      if (bytes.length > LARGEST) {
        throw new SyntaxException(Place.START, "The file is larger than 4 MiB, and is not read.");
      }
      String text = decoded(bytes);
      return new SourceFile(name, sha256(bytes), NodeReader.read(text, !isJson(name, text)));
    } catch (SyntaxException e) {
      throw refused(name, e.place(), e.sentence());
    }
  }

  static String sha256(byte[] bytes) {
    return Sha256.of(bytes);
  }

  private static PolicyException refused(String name, Place place, String message) {
    return new PolicyException(List.of(new Mistake(name, place.line(), place.column(), message)));
  }

  private static boolean isJson(String name, String text) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      return false;
    }
    return lower.endsWith(".json") || text.stripLeading().startsWith("{");
  }

  /** The text without a byte order mark, which some editors of Windows put before UTF-8. */
  private static String decoded(byte[] bytes) throws SyntaxException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // What is not UTF-8 becomes U+FFFD; only then it is worth looking for where.
    if (text.indexOf('\uFFFD') >= 0) {
      refuseMalformed(bytes);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static void refuseMalformed(byte[] bytes) throws SyntaxException {
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), chars, true);
    if (result.isError()) {
      boolean isUtf16 = bytes.length > 1 && (bytes[0] & 0xFF) >= 0xFE && (bytes[1] & 0xFF) >= 0xFE;
      throw new SyntaxException(
          Place.after(chars.flip()),
          isUtf16
              ? "The file is UTF-16; save it as UTF-8."
              : "A byte here is not UTF-8; save the file as UTF-8.");
    }
  }
}
