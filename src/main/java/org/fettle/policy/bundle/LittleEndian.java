package org.fettle.policy.bundle;

/** Numbers as a zip has them. */
final class LittleEndian {
  private final byte[] bytes;

  LittleEndian(byte[] bytes) {
    this.bytes = bytes;
  }

  int u16(int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }

  long u32(int at) {
    return u16(at) | (long) u16(at + 2) << 16;
  }

  /** Where this number stands last; -1 where it does not. */
  int lastIndexOf(long number) {
    for (int at = bytes.length - 4; at >= 0; at--) {
      if (u32(at) == number) {
        return at;
      }
    }
    return -1;
  }
}
