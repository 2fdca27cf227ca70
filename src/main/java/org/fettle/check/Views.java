package org.fettle.check;

import java.util.List;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.View;

/** Which registry views a check means; {@code 64}, {@code 32} or {@code both} in a file. */
public enum Views {
  _64,
  _32,
  BOTH;

  /** The key in each of these views. */
  public List<RegistryKey> of(RegistryKey key) {
    return switch (this) {
      case _64 -> List.of(key.in(View.BITS_64));
      case _32 -> List.of(key.in(View.BITS_32));
      case BOTH -> List.of(key.in(View.BITS_64), key.in(View.BITS_32));
    };
  }
}
