package org.fettle.windows.jna;

import java.util.Arrays;

/** The bytes of an open file. */
final class NtContent {
  private static final int PIECE = 1 << 20;

  byte[] read(long file, int atMost) {
    NativeBlock piece = new NativeBlock(Math.clamp(atMost, 1, PIECE));
    NativeBlock numbers = new NativeBlock(24);
    byte[] content = new byte[0];
    while (content.length < atMost) {
      numbers.putLong(16, content.length);
      int wanted = Math.min(atMost - content.length, piece.size());
      int status =
          NativeBlock.during(
              () ->
                  NtdllFiles.NtReadFile(
                      file,
                      0,
                      0,
                      0,
                      numbers.address(),
                      piece.address(),
                      wanted,
                      numbers.address() + 16,
                      0),
              numbers,
              piece);
      if (status == NtdllFiles.END_OF_FILE) {
        return content;
      }
      NtStatus.refuse(status);
      int count = (int) numbers.getLong(8);
      if (count <= 0) {
        return content;
      }
      int before = content.length;
      content = Arrays.copyOf(content, before + count);
      System.arraycopy(piece.getBytes(count), 0, content, before, count);
    }
    return content;
  }

  void write(long file, byte[] content) {
    NativeBlock numbers = new NativeBlock(24);
    NativeBlock piece = new NativeBlock(Math.clamp(content.length, 1, PIECE));
    for (int at = 0; at < content.length; ) {
      int count = Math.min(content.length - at, piece.size());
      piece.putBytes(Arrays.copyOfRange(content, at, at + count));
      numbers.putLong(16, at);
      NtStatus.refuse(
          NativeBlock.during(
              () ->
                  NtdllFiles.NtWriteFile(
                      file,
                      0,
                      0,
                      0,
                      numbers.address(),
                      piece.address(),
                      count,
                      numbers.address() + 16,
                      0),
              numbers,
              piece));
      at += count;
    }
    NtStatus.refuse(
        NativeBlock.during(() -> NtdllFiles.NtFlushBuffersFile(file, numbers.address()), numbers));
  }
}
