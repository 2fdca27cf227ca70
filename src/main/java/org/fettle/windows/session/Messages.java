package org.fettle.windows.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.fettle.json.Json;

/**
 * Messages on a pipe: four bytes of length, the first the highest, and so many bytes of JSON in
 * UTF-8. Each question has a number, which its answer repeats.
 */
final class Messages {
  /** A question. */
  record Asked(long number, SessionRequest request) {}

  /** Its answer. */
  record Answered(long number, SessionAnswer answer) {}

  /** A message that came, and in how many bytes. */
  record Received<T>(T content, int bytes) {}

  /** No message, or one too large; says what the sender did, in the middle of a sentence. */
  static final class BadMessage extends IOException {
    private static final long serialVersionUID = 1;

    BadMessage(String what) {
      super(what);
    }
  }

  private Messages() {}

  /** A message in its bytes, without the length. */
  static byte[] bytes(Object message) {
    return Json.write(message).getBytes(UTF_8);
  }

  static void write(OutputStream pipe, byte[] message) throws IOException {
    // One write: the other end is not woken for the length alone.
    byte[] whole = new byte[Integer.BYTES + message.length];
    ByteBuffer.wrap(whole).putInt(message.length).put(message);
    pipe.write(whole);
    pipe.flush();
  }

  /**
   * The next message.
   *
   * @throws EOFException where there is none any more
   * @throws BadMessage where it is not of that type, or of more bytes than that
   */
  static <T> Received<T> read(InputStream pipe, Class<T> type, long most) throws IOException {
    // Its readNBytes takes memory as the bytes come, not as announced; a FileInputStream's own asks
    // for the size of the file first, and a pipe has none.
    DataInputStream in = new DataInputStream(pipe);
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new BadMessage("sent more than it may");
    }
    byte[] message = in.readNBytes(length);
    if (message.length < length) {
      throw new EOFException();
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
      return new Received<>(Json.read(text, type), length);
    } catch (IOException | RuntimeException e) {
      BadMessage bad = new BadMessage("sent what cannot be understood");
      bad.addSuppressed(e);
      throw bad;
    }
  }
}
