package org.fettle.windows.jna;

import static org.fettle.windows.jna.Advapi32Registry.MORE_DATA;
import static org.fettle.windows.jna.Advapi32Registry.NO_MORE_ITEMS;
import static org.fettle.windows.jna.Advapi32Registry.SUCCESS;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.fettle.windows.RegistryValue;

/**
 * Reads open keys. Each method answers a Win32 code; after success the getters tell what was read
 * last. Values come raw: type and bytes, never expanded, cut or completed.
 */
final class KeyReader {
  // FILETIME counts 100 ns from 1601-01-01.
  private static final Instant FILETIME_ZERO = Instant.parse("1601-01-01T00:00:00Z");

  private final Scratch scratch;

  KeyReader(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Reads one value. */
  int query(long key, String name) {
    long encoded = scratch.text(name);
    int code;
    do {
      code =
          Advapi32Registry.RegQueryValueExW(
              key, encoded, 0, scratch.typeAddress(), scratch.data(), scratch.sizeOfData());
    } while (code == MORE_DATA && scratch.growData());
    return code;
  }

  /** The value that was read. */
  RegistryValue value() {
    return RegistryValue.of(scratch.type(), scratch.dataRead());
  }

  /** Reads how much the key holds, and when it was written. */
  int info(long key) {
    return Advapi32Registry.RegQueryInfoKeyW(
        key,
        0,
        0,
        0,
        scratch.subkeysAddress(),
        0,
        0,
        scratch.valuesAddress(),
        0,
        0,
        0,
        scratch.timeAddress());
  }

  /** How many keys lie directly below. */
  int subkeys() {
    return scratch.subkeys();
  }

  /** How many values the key holds. */
  int values() {
    return scratch.values();
  }

  /** When the key was last written. */
  Instant lastWritten() {
    long ticks = scratch.time();
    return FILETIME_ZERO.plusSeconds(ticks / 10_000_000).plusNanos(ticks % 10_000_000 * 100);
  }

  /** Hands over the name of each key directly below. */
  int eachSubkey(long key, Consumer<String> names) {
    for (int index = 0; ; index++) {
      int code =
          Advapi32Registry.RegEnumKeyExW(
              key, index, scratch.name(), scratch.lengthOfName(), 0, 0, 0, 0);
      if (code != SUCCESS) {
        return code == NO_MORE_ITEMS ? SUCCESS : code;
      }
      names.accept(scratch.nameRead());
    }
  }

  /** Hands over each value. */
  int eachValue(long key, BiConsumer<String, RegistryValue> each) {
    for (int index = 0; ; index++) {
      int code;
      do {
        code =
            Advapi32Registry.RegEnumValueW(
                key,
                index,
                scratch.name(),
                scratch.lengthOfName(),
                0,
                scratch.typeAddress(),
                scratch.data(),
                scratch.sizeOfData());
      } while (code == MORE_DATA && scratch.growData());
      if (code != SUCCESS) {
        return code == NO_MORE_ITEMS ? SUCCESS : code;
      }
      each.accept(scratch.nameRead(), value());
    }
  }
}
