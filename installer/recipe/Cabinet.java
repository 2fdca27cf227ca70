import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/**
 * Writes a cabinet of one folder, compressed as MSZIP ([MS-CAB], [MS-MCI]). wixl's own starts each
 * block of 32 KiB with nothing known of the last one; this one goes on from it, as the format
 * allows, and saves a fourteenth.
 */
final class Cabinet {
  private static final int BLOCK = 32_768;
  private static final int HEADER = 36;
  private static final int FOLDER = 8;
  private static final short MSZIP = 1;
  private static final short ARCHIVE = 0x20;

  private Cabinet() {}

  /**
   * Writes these files, in their order, under these names.
   *
   * @param time what they all bear as their time
   */
  static void write(Path cabinet, Map<String, Path> files, LocalDateTime time) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      byte[] content = Files.readAllBytes(file.getValue());
      byte[] name = (file.getKey() + '\0').getBytes(StandardCharsets.US_ASCII);
      entries.write(
          little(16 + name.length)
              .putInt(content.length)
              .putInt(all.size())
              .putShort((short) 0)
              .putShort(
                  (short)
                      (time.getYear() - 1980 << 9
                          | time.getMonthValue() << 5
                          | time.getDayOfMonth()))
              .putShort(
                  (short) (time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2))
              .putShort(ARCHIVE)
              .put(name)
              .array());
      all.write(content);
    }
    List<byte[]> blocks = blocks(all.toByteArray());
    int firstFile = HEADER + FOLDER;
    int firstBlock = firstFile + entries.size();
    int size = firstBlock + blocks.stream().mapToInt(block -> block.length).sum();
    ByteBuffer out = little(size);
    out.put("MSCF".getBytes(StandardCharsets.US_ASCII))
        .putInt(0)
        .putInt(size)
        .putInt(0)
        .putInt(firstFile)
        .putInt(0);
    out.put((byte) 3).put((byte) 1); // the format's version, 1.3
    out.putShort((short) 1).putShort((short) files.size()).putShort((short) 0).putInt(0);
    out.putInt(firstBlock).putShort((short) blocks.size()).putShort(MSZIP);
    out.put(entries.toByteArray());
    blocks.forEach(out::put);
    Files.write(cabinet, out.array());
  }

  /** Each knows only what comes before it uncompressed, so they are made side by side. */
  private static List<byte[]> blocks(byte[] all) {
    return IntStream.iterate(0, at -> at < all.length, at -> at + BLOCK)
        .parallel()
        .mapToObj(at -> block(all, at))
        .toList();
  }

  private static byte[] block(byte[] all, int at) {
    int length = Math.min(BLOCK, all.length - at);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    byte[] packed = new byte[BLOCK + 64];
    int size;
    try {
      if (at > 0) {
        deflater.setDictionary(all, at - BLOCK, BLOCK);
      }
      deflater.setInput(all, at, length);
      deflater.finish();
      size = deflater.deflate(packed);
      if (!deflater.finished()) {
        throw new IllegalStateException("A block has become longer than the format allows.");
      }
    } finally {
      deflater.end();
    }
    byte[] data = little(2 + size).put((byte) 'C').put((byte) 'K').put(packed, 0, size).array();
    byte[] sizes = little(4).putShort((short) data.length).putShort((short) length).array();
    return little(8 + data.length).putInt(sum(sizes, sum(data, 0))).put(sizes).put(data).array();
  }

  /**
   * The format's checksum: words of 32 bits one over the other, and the bytes that remain in the
   * other order.
   */
  private static int sum(byte[] data, int seed) {
    ByteBuffer words = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    int sum = seed;
    while (words.remaining() >= 4) {
      sum ^= words.getInt();
    }
    int rest = 0;
    for (byte b : Arrays.copyOfRange(data, data.length - words.remaining(), data.length)) {
      rest = rest << 8 | b & 0xFF;
    }
    return sum ^ rest;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
