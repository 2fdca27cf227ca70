package org.fettle.windows.jna;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.fettle.windows.FileVersion;

/**
 * The smallest program file that tells a version: one section with one resource, and nothing to
 * run. Offsets are those of Microsoft's page "PE Format" and of VS_VERSIONINFO.
 */
final class VersionedProgram {
  private static final int HEADERS = 0x200;
  private static final int SECTION = 0x1000;
  private static final int DIRECTORIES = 3 * 24;
  private static final int DATA = DIRECTORIES + 16;
  private static final int INFO_SIZE = 92;
  private static final int VERSION_RESOURCE = 16;

  private VersionedProgram() {}

  static byte[] of(FileVersion version) {
    ByteBuffer file = ByteBuffer.allocate(2 * HEADERS).order(ByteOrder.LITTLE_ENDIAN);
    file.put(0, "MZ".getBytes(StandardCharsets.US_ASCII)).putInt(0x3C, 0x40);
    headers(file.position(0x40));
    resources(file.position(HEADERS));
    info(file.position(HEADERS + DATA), version);
    return file.array();
  }

  private static void headers(ByteBuffer file) {
    int optionalSize = 0xF0;
    file.put("PE\0\0".getBytes(StandardCharsets.US_ASCII));
    // x64, one section, executable with large addresses.
    file.putShort((short) 0x8664).putShort((short) 1).putInt(0).putInt(0).putInt(0);
    file.putShort((short) optionalSize).putShort((short) 0x22);
    int optional = file.position();
    file.putShort(optional, (short) 0x20B);
    file.putLong(optional + 24, 0x140000000L);
    file.putInt(optional + 32, SECTION).putInt(optional + 36, HEADERS);
    file.putShort(optional + 40, (short) 6).putShort(optional + 48, (short) 6);
    file.putInt(optional + 56, 2 * SECTION).putInt(optional + 60, HEADERS);
    file.putShort(optional + 68, (short) 3);
    file.putInt(optional + 108, 16);
    // The third directory is that of the resources.
    file.putInt(optional + 112 + 16, SECTION).putInt(optional + 112 + 20, HEADERS);
    file.position(optional + optionalSize);
    file.put(".rsrc\0\0\0".getBytes(StandardCharsets.US_ASCII));
    file.putInt(HEADERS).putInt(SECTION).putInt(HEADERS).putInt(HEADERS);
    file.putLong(0).putInt(0).putInt(0x40000040);
  }

  /** Three directories of one entry each: the type, the name, the language. */
  private static void resources(ByteBuffer file) {
    int[] ids = {VERSION_RESOURCE, 1, 0x409};
    for (int level = 0; level < ids.length; level++) {
      file.putLong(0).putInt(0).putShort((short) 0).putShort((short) 1).putInt(ids[level]);
      boolean isLast = level == ids.length - 1;
      file.putInt(isLast ? DIRECTORIES : (level + 1) * 24 | 0x80000000);
    }
    file.putInt(SECTION + DATA).putInt(INFO_SIZE).putLong(0);
  }

  private static void info(ByteBuffer file, FileVersion version) {
    file.putShort((short) INFO_SIZE).putShort((short) 52).putShort((short) 0);
    file.put("VS_VERSION_INFO\0".getBytes(StandardCharsets.UTF_16LE)).putShort((short) 0);
    file.putInt(0xFEEF04BD).putInt(0x10000);
    for (int i = 0; i < 2; i++) {
      file.putInt(version.major() << 16 | version.minor());
      file.putInt(version.build() << 16 | version.revision());
    }
    file.putInt(0x3F).putInt(0).putInt(0x40004).putInt(1).putInt(0).putLong(0);
  }
}
