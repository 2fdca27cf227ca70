package org.fettle.windows.jna;

/**
 * Native memory that every call uses again, so that a read allocates nothing but its answer. It
 * belongs to one caller at a time: {@link JnaRegistry} locks it.
 */
final class Scratch {
  /** The longest value name, 16,383 UTF-16 units, and its NUL (Registry Element Size Limits). */
  static final int LONGEST_NAME = 16_384;

  /** More than this in one value is not configuration; the registry itself sets no limit. */
  private static final int LARGEST_DATA = 64 << 20;

  private static final int GUARD = 2;

  private static final int HANDLE = 0;
  private static final int TYPE = 8;
  private static final int SIZE = 12;
  private static final int NAME_LENGTH = 16;
  private static final int SUBKEYS = 20;
  private static final int VALUES = 24;
  private static final int TIME = 32;

  private final NativeBlock numbers = new NativeBlock(40);
  private final NativeBlock name = new NativeBlock(2 * LONGEST_NAME);
  private NativeBlock text = new NativeBlock(512);
  private NativeBlock data = new NativeBlock(4096 + GUARD);

  /** The text as a NUL-terminated UTF-16 string, valid until the next call. */
  long text(String string) {
    int length = string.length();
    if (2 * (length + 1) > text.size()) {
      text = new NativeBlock(4 * (length + 1));
    }
    text.putText(string);
    return text.address();
  }

  /** Room for a value's bytes. */
  long data() {
    return data.address();
  }

  /** Tells Windows how much room there is, and answers where that is told. */
  long sizeOfData() {
    numbers.putInt(SIZE, dataSize());
    return sizeAddress();
  }

  /** Makes room for as many bytes as Windows asks for; false where that is beyond all measure. */
  boolean growData() {
    int needed = numbers.getInt(SIZE);
    int size = dataSize();
    if (needed < 0 || needed > LARGEST_DATA || size >= LARGEST_DATA) {
      return false;
    }
    data = new NativeBlock(Math.max(needed, Math.min(2 * size, LARGEST_DATA)) + GUARD);
    return true;
  }

  /**
   * The bytes in native memory. RegSetValueEx looks at the character after a text that does not end
   * in NUL and, where that is NUL, stores it too ("the user forgot it"); a character that is not
   * NUL follows here, so that odd values are stored as they are.
   */
  long data(byte[] bytes) {
    if (bytes.length > dataSize()) {
      data = new NativeBlock(bytes.length + GUARD);
    }
    data.putBytes(bytes);
    data.putByte(bytes.length, 0xFF);
    data.putByte(bytes.length + 1, 0xFF);
    return data.address();
  }

  /** What Windows wrote to {@link #data()}. */
  byte[] dataRead() {
    return data.getBytes(numbers.getInt(SIZE));
  }

  /** Room for a name. */
  long name() {
    return name.address();
  }

  /** Tells Windows how much room there is for a name, and answers where that is told. */
  long lengthOfName() {
    numbers.putInt(NAME_LENGTH, LONGEST_NAME);
    return numbers.address() + NAME_LENGTH;
  }

  /** What Windows wrote to {@link #name()}. */
  String nameRead() {
    return name.getText(numbers.getInt(NAME_LENGTH));
  }

  long sizeAddress() {
    return numbers.address() + SIZE;
  }

  long handleAddress() {
    return numbers.address() + HANDLE;
  }

  long handle() {
    return numbers.getLong(HANDLE);
  }

  long typeAddress() {
    return numbers.address() + TYPE;
  }

  int type() {
    return numbers.getInt(TYPE);
  }

  long subkeysAddress() {
    return numbers.address() + SUBKEYS;
  }

  int subkeys() {
    return numbers.getInt(SUBKEYS);
  }

  long valuesAddress() {
    return numbers.address() + VALUES;
  }

  int values() {
    return numbers.getInt(VALUES);
  }

  long timeAddress() {
    return numbers.address() + TIME;
  }

  long time() {
    return numbers.getLong(TIME);
  }

  /** How many bytes {@link #data()} has room for. */
  int dataSize() {
    return data.size() - GUARD;
  }
}
