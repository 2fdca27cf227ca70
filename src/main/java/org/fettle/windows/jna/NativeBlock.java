package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.util.function.IntSupplier;

/**
 * A piece of native memory, read and written through a buffer: what {@link Memory} offers for that
 * is a native call each time, which doubled the cost of reading a small value.
 */
final class NativeBlock {
  // Keeps the memory from being freed.
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

  /** A block that holds nothing but zeroes, as structures of Windows begin. */
  static NativeBlock zeroed(int size) {
    NativeBlock block = new NativeBlock(size);
    block.memory.clear();
    return block;
  }

  /**
   * Makes a call that is given only the addresses of these blocks. What nobody looks at afterwards
   * could else be freed while Windows still writes to it.
   */
  static int during(IntSupplier call, NativeBlock... blocks) {
    try {
      return call.getAsInt();
    } finally {
      for (NativeBlock block : blocks) {
        Reference.reachabilityFence(block);
      }
    }
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

  void putLong(int at, long value) {
    bytes.putLong(at, value);
  }

  int getInt(int at) {
    return bytes.getInt(at);
  }

  long getLong(int at) {
    return bytes.getLong(at);
  }

  void putShort(int at, int value) {
    bytes.putShort(at, (short) value);
  }

  int getShort(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  /** Writes UTF-16 units at an even place. */
  void putText(int at, String text) {
    characters.clear().position(at / 2).put(text);
  }

  /** Reads UTF-16 units from an even place. */
  String getText(int at, int length) {
    return characters.clear().position(at / 2).limit(at / 2 + length).toString();
  }
}
