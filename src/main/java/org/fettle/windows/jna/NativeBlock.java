package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;

/**
 * A piece of native memory, read and written through a buffer: what {@link Memory} offers for that
 * is a native call each time, which doubled the cost of reading a small value.
 */
final class NativeBlock {
  // Keeps the memory from being freed.
  @SuppressWarnings("UnusedVariable")
  private final Memory memory;

  private final long address;
  private final ByteBuffer bytes;
  private final CharBuffer characters;

  NativeBlock(int size) {
    memory = new Memory(size);
    address = Pointer.nativeValue(memory);
    bytes = memory.getByteBuffer(0, size).order(ByteOrder.LITTLE_ENDIAN);
    characters = bytes.asCharBuffer();
  }

  long address() {
    return address;
  }

  int size() {
    return bytes.capacity();
  }

  void putText(String text) {
    characters.clear().put(text).put('\0');
  }

  String getText(int length) {
    return characters.clear().limit(length).toString();
  }

  void putBytes(byte[] source) {
    bytes.put(0, source);
  }

  byte[] getBytes(int length) {
    byte[] copy = new byte[length];
    bytes.get(0, copy);
    return copy;
  }

  void putByte(int at, int value) {
    bytes.put(at, (byte) value);
  }

  void putInt(int at, int value) {
    bytes.putInt(at, value);
  }

  int getInt(int at) {
    return bytes.getInt(at);
  }

  long getLong(int at) {
    return bytes.getLong(at);
  }
}
