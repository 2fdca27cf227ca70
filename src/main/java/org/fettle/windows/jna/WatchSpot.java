package org.fettle.windows.jna;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;

/**
 * What is watched for the sake of some keys: a key by itself, or neighbours together.
 *
 * @param key the key, or one above all of them
 * @param below whether everything below it matters too
 * @param keys for whose sake
 */
record WatchSpot(RegistryKey key, boolean below, Set<RegistryKey> keys) {
  // Not higher than a product's own key: what a vendor or everybody writes is not looked at.
  private static final int SHALLOWEST = 3;

  /**
   * The spots for these keys, as far as possible one for each. Where there is no room for so many,
   * neighbours are watched together, the deepest first; and there may still be too many.
   *
   * @param nearest the key itself or the nearest above it that is there; empty where nobody may
   *     look
   * @param room how many keys can be held open: one for each spot that is there, and one for each
   *     key in which such spots come and go
   */
  static List<WatchSpot> of(
      Set<RegistryKey> keys, Function<RegistryKey, Optional<RegistryKey>> nearest, int room) {
    Map<RegistryKey, Optional<RegistryKey>> known = new HashMap<>();
    Function<RegistryKey, Optional<RegistryKey>> remembered =
        key -> known.computeIfAbsent(key, nearest);
    List<WatchSpot> spots =
        keys.stream().map(key -> new WatchSpot(key, false, Set.of(key))).toList();
    int deepest = keys.stream().mapToInt(key -> key.names().size()).max().orElse(0);
    for (int depth = deepest - 1; depth > 0 && needed(spots, remembered) > room; depth--) {
      spots = together(spots, depth);
    }
    return spots;
  }

  private static int needed(
      List<WatchSpot> spots, Function<RegistryKey, Optional<RegistryKey>> nearest) {
    Set<RegistryKey> above = new HashSet<>();
    int there = 0;
    for (WatchSpot spot : spots) {
      there += nearest.apply(spot.key()).equals(Optional.of(spot.key())) ? 1 : 0;
      spot.key().parent().flatMap(nearest).ifPresent(above::add);
    }
    return there + above.size();
  }

  private static List<WatchSpot> together(List<WatchSpot> spots, int depth) {
    Map<RegistryKey, List<WatchSpot>> byAncestor = new LinkedHashMap<>();
    for (WatchSpot spot : spots) {
      byAncestor.computeIfAbsent(spot.cutTo(depth), any -> new ArrayList<>()).add(spot);
    }
    List<WatchSpot> fewer = new ArrayList<>();
    byAncestor.forEach((ancestor, here) -> {
      if (here.size() == 1) {
        fewer.add(here.getFirst());
      } else {
        Set<RegistryKey> keys = new HashSet<>();
        here.forEach(spot -> keys.addAll(spot.keys()));
        fewer.add(new WatchSpot(ancestor, true, keys));
      }
    });
    return fewer;
  }

  private RegistryKey cutTo(int depth) {
    int least = key.hive() == Hive.HKU ? SHALLOWEST + 1 : SHALLOWEST;
    List<String> names = key.names();
    return depth < least || names.size() <= depth
        ? key
        : new RegistryKey(key.hive(), String.join("\\", names.subList(0, depth)), key.view());
  }
}
