package org.fettle.windows.jna;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.View;

/**
 * The keys that were opened for reading, held open: opening one costs twice as much as reading a
 * value of it. They are found by their path as it is spelled, whose hash a {@link String}
 * remembers. Only keys that are there are held; an absent key is looked for each time.
 *
 * <p>A handle stays with its key when that is renamed, and keeps Windows from unloading a user's
 * hive at logoff: what is held is to be closed at the end of a run.
 */
final class HeldKeys {
  /** What the opener answers for a key that is not there. */
  static final long ABSENT = 0;

  /** So many are held of each hive and view; those not used for longest are closed first. */
  static final int MOST = 1_024;

  private final ToLongFunction<RegistryKey> opener;
  private final Map<View, Map<Hive, Map<String, Long>>> handles = new EnumMap<>(View.class);

  /** Keys opened by {@code opener}. */
  HeldKeys(ToLongFunction<RegistryKey> opener) {
    this.opener = opener;
    for (View view : View.values()) {
      Map<Hive, Map<String, Long>> hives = new EnumMap<>(Hive.class);
      for (Hive hive : Hive.values()) {
        hives.put(hive, new Handles());
      }
      handles.put(view, hives);
    }
  }

  /** The handle of the key, opened where that has not been done yet; {@link #ABSENT} for none. */
  long handle(RegistryKey key) {
    Map<String, Long> held = held(key);
    Long known = held.get(key.path());
    if (known != null) {
      return known;
    }
    long opened = opener.applyAsLong(key);
    if (opened != ABSENT) {
      held.put(key.path(), opened);
    }
    return opened;
  }

  /** Lets go of a key whose handle is of no use any more. */
  void drop(RegistryKey key) {
    Long known = held(key).remove(key.path());
    if (known != null) {
      Advapi32Registry.RegCloseKey(known);
    }
  }

  /** Lets go of all; the next look opens anew. */
  void close() {
    for (Map<Hive, Map<String, Long>> hives : handles.values()) {
      for (Map<String, Long> held : hives.values()) {
        held.values().forEach(Advapi32Registry::RegCloseKey);
        held.clear();
      }
    }
  }

  private Map<String, Long> held(RegistryKey key) {
    return handles.getOrDefault(key.view(), Map.of()).getOrDefault(key.hive(), Map.of());
  }

  private static final class Handles extends LinkedHashMap<String, Long> {
    private static final long serialVersionUID = 1;

    Handles() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      if (size() > MOST) {
        Advapi32Registry.RegCloseKey(eldest.getValue());
        return true;
      }
      return false;
    }
  }
}
