package org.fettle.windows;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes the files that {@link PolicyArchive} reads. */
public final class PolFile {
  private final ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

  private PolFile() {
    bytes.put(new byte[] {'P', 'R', 'e', 'g'}).putInt(1);
  }

  public static PolFile of() {
    return new PolFile();
  }

  public PolFile text(String key, String name, String text) {
    return add(key, name, RegistryValue.text(text));
  }

  public PolFile dword(String key, String name, long number) {
    return add(key, name, RegistryValue.dword(number));
  }

  private PolFile add(String key, String name, RegistryValue value) {
    byte[] data = value.data();
    bytes.put(("[" + key + "\0;" + name + "\0;").getBytes(UTF_16LE));
    bytes.putInt(value.type()).putChar(';').putInt(data.length).putChar(';').put(data);
    bytes.putChar(']');
    return this;
  }

  public byte[] bytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
