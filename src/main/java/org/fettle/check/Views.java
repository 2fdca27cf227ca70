package org.fettle.check;

import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.SharedKeys;
import org.fettle.windows.View;

/** Which registry views a check means; {@code 64}, {@code 32} or {@code both} in a file. */
public enum Views {
  @About("What 64-bit programs see.")
  _64,
  @About("What 32-bit programs see.")
  _32,
  @About("Both; a key that Windows shares between them is judged once.")
  BOTH;

  /** The key in each of these views. */
  public List<RegistryKey> of(RegistryKey key) {
    return switch (this) {
      case _64 -> List.of(key.in(View.BITS_64));
      case _32 -> List.of(key.in(View.BITS_32));
      case BOTH ->
          SharedKeys.isKeptTwice(key)
              ? List.of(key.in(View.BITS_64), key.in(View.BITS_32))
              : List.of(key.in(View.BITS_64));
    };
  }

  /** The key in each of the views that a check names; as the key itself says when it names none. */
  static List<RegistryKey> of(Optional<Views> views, RegistryKey key) {
    return views.map(which -> which.of(key)).orElse(List.of(key));
  }
}
