import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the version resource of a program file says (VS_VERSIONINFO), as Windows Installer compares
 * it.
 *
 * @param number four numbers, with dots between them
 * @param language the number of the first language it is said to be in; 0 for none
 */
record PeVersion(String number, int language) {
  private static final int FIXED_FILE_INFO = 0xFEEF04BD;
  private static final int FIXED_FILE_INFO_SIZE = 52;

  /** Empty for what is no program file, or has no version. */
  static Optional<PeVersion> of(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < 2 || bytes.get(0) != 'M' || bytes.get(1) != 'Z') {
      return Optional.empty();
    }
    // The resource is aligned to 32 bits, and its beginning says what it is.
    byte[] begin = "VS_VERSION_INFO\0".getBytes(StandardCharsets.UTF_16LE);
    for (int at = 0; at + begin.length + FIXED_FILE_INFO_SIZE < bytes.limit(); at += 2) {
      if (is(bytes, at, begin)) {
        int fixed = (at + begin.length + 3) & ~3;
        if (bytes.getInt(fixed) == FIXED_FILE_INFO) {
          int high = bytes.getInt(fixed + 8);
          int low = bytes.getInt(fixed + 12);
          String number =
              "%d.%d.%d.%d".formatted(high >>> 16, high & 0xFFFF, low >>> 16, low & 0xFFFF);
          return Optional.of(new PeVersion(number, language(bytes, fixed)));
        }
      }
    }
    return Optional.empty();
  }

  private static int language(ByteBuffer bytes, int from) {
    byte[] translation = "Translation\0".getBytes(StandardCharsets.UTF_16LE);
    for (int at = from;
        at + translation.length + 8 < bytes.limit() && at < from + 16_384;
        at += 2) {
      if (is(bytes, at, translation)) {
        return bytes.getShort((at + translation.length + 3) & ~3) & 0xFFFF;
      }
    }
    return 0;
  }

  private static boolean is(ByteBuffer bytes, int at, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (bytes.get(at + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
