package org.fettle.windows.jna;

import static org.fettle.windows.jna.Advapi32Registry.FILE_NOT_FOUND;
import static org.fettle.windows.jna.Advapi32Registry.HKEY_USERS;
import static org.fettle.windows.jna.Advapi32Registry.KEY_DELETED;
import static org.fettle.windows.jna.Advapi32Registry.PATH_NOT_FOUND;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryWatch;
import org.fettle.windows.WindowsException;

/**
 * Watches keys of this machine by {@code RegNotifyChangeKeyValue}, with one sleeping thread for
 * each 63 keys held open, and at most four. Where that is not enough, neighbours are watched
 * together from a key above them; what then is too much is not watched.
 *
 * <p>A key is watched twice: by itself, and from the one above in which it comes and goes. Windows
 * does not promise to tell of the end of a key to those who watch the key itself (Wine does not).
 *
 * <p>A watched key of a user is held open, so it is to be let go when that user signs out: Windows
 * wants to unload the hive.
 */
public final class JnaRegistryWatch implements RegistryWatch {
  /** So many keys are held open. */
  static final int MOST = 4 * WatchThread.MOST;

  /** How often it is tried to watch a key that comes and goes meanwhile. */
  private static final int TRIES = 5;

  private final Runnable told;
  private final KeyOpener opener = new KeyOpener(new Scratch());
  private final Addresses addresses =
      new Addresses(Optional.empty(), hive -> opener.exists(HKEY_USERS, hive));
  private final List<WatchedKey> watched = new ArrayList<>();
  private final List<WatchThread> threads = new ArrayList<>();
  private final Set<RegistryKey> unwatched = new HashSet<>();

  /** Watches nothing yet. */
  public JnaRegistryWatch(Runnable told) {
    this.told = told;
  }

  @Override
  public synchronized Set<RegistryKey> watch(Set<RegistryKey> keys) {
    return whileStill(() -> {
      Set<RegistryKey> added = new HashSet<>(keys);
      watched.removeIf(one -> {
        Set<RegistryKey> known = one.keys();
        boolean isWanted = known.stream().anyMatch(keys::contains);
        added.removeAll(known);
        if (!isWanted) {
          one.close();
        }
        return !isWanted;
      });
      unwatched.clear();
      Set<WatchSpot> spots =
          new HashSet<>(WatchSpot.of(added, this::nearest, MOST - watched.size()));
      add(spots, spots);
      added.removeAll(unwatched);
      return added;
    });
  }

  @Override
  public synchronized Set<RegistryKey> again() {
    return whileStill(() -> {
      Set<WatchSpot> own = new HashSet<>();
      Set<WatchSpot> above = new HashSet<>();
      watched.removeIf(one -> {
        boolean isChanged = one.isChanged();
        if (isChanged) {
          (one.own() ? own : above).addAll(one.spots());
          one.close();
        }
        return isChanged;
      });
      // Where keys came and went above, what is held of theirs may be of one that is gone.
      watched.removeIf(one -> {
        boolean isDoubtful = one.own() && one.spots().stream().anyMatch(above::contains);
        if (isDoubtful) {
          one.close();
        }
        return isDoubtful;
      });
      own.addAll(above);
      add(own, above);
      Set<RegistryKey> changed = new HashSet<>();
      own.forEach(spot -> changed.addAll(spot.keys()));
      return changed;
    });
  }

  @Override
  public synchronized Set<RegistryKey> unwatched() {
    return Set.copyOf(unwatched);
  }

  @Override
  public synchronized void close() {
    whileStill(() -> {
      watched.forEach(WatchedKey::close);
      watched.clear();
      unwatched.clear();
      return watched;
    });
  }

  private interface Act<T> {
    T done();
  }

  /** What is done while no thread waits: what is signalled meanwhile stays so. */
  private <T> T whileStill(Act<T> act) {
    return NativeCalls.guarded(
        "watch",
        "the registry",
        () -> {
          threads.forEach(WatchThread::stop);
          threads.clear();
          try {
            return act.done();
          } finally {
            for (int from = 0; from < watched.size(); from += WatchThread.MOST) {
              int to = Math.min(from + WatchThread.MOST, watched.size());
              threads.add(WatchThread.start(watched.subList(from, to), told));
            }
          }
        });
  }

  /** Watches spots by themselves, and first whether they come or go: so none comes unseen. */
  private void add(Set<WatchSpot> own, Set<WatchSpot> above) {
    Set<WatchSpot> left = above;
    for (int tries = 0; tries < TRIES && !left.isEmpty(); tries++) {
      Set<WatchSpot> moved = new HashSet<>();
      byNearestAbove(left)
          .forEach((key, spots) -> {
            if (!isWatchedNow(key, handle -> WatchedKey.above(spots, handle))) {
              moved.addAll(spots);
            }
            // What came to be below it meanwhile is nearer now.
            spots.stream()
                .filter(spot -> !nearestAbove(spot).equals(Optional.of(key)))
                .forEach(moved::add);
          });
      left = moved;
    }
    left.forEach(spot -> unwatched.addAll(spot.keys()));
    for (WatchSpot spot : own) {
      Optional<RegistryKey> there = nearest(spot.key());
      boolean isRefused =
          there.isEmpty()
              || (there.get().equals(spot.key())
                  && !isWatchedNow(spot.key(), handle -> WatchedKey.itself(spot, handle))
                  && nearest(spot.key()).equals(there));
      if (isRefused) {
        unwatched.addAll(spot.keys());
      }
    }
  }

  private Map<RegistryKey, List<WatchSpot>> byNearestAbove(Set<WatchSpot> spots) {
    Map<RegistryKey, List<WatchSpot>> byKey = new HashMap<>();
    for (WatchSpot spot : spots) {
      nearestAbove(spot)
          .ifPresent(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(spot));
    }
    return byKey;
  }

  private Optional<RegistryKey> nearestAbove(WatchSpot spot) {
    return spot.key().parent().flatMap(this::nearest);
  }

  private boolean isWatchedNow(RegistryKey key, LongFunction<WatchedKey> watching) {
    if (watched.size() == MOST) {
      return false;
    }
    long handle = opener.forWatching(addresses.of(key));
    if (handle == HeldKeys.ABSENT) {
      return false;
    }
    try {
      watched.add(watching.apply(handle));
      return true;
    } catch (WindowsException e) {
      return false; // What is not watched in the end is told of by unwatched().
    }
  }

  /** The key, or the nearest above it that is there; empty where nobody may look. */
  private Optional<RegistryKey> nearest(RegistryKey key) {
    Optional<RegistryKey> at = Optional.of(key);
    while (at.isPresent()) {
      long handle = opener.forWatching(addresses.of(at.get()));
      if (handle != HeldKeys.ABSENT) {
        opener.close(handle);
        return at;
      }
      if (!isAbsent(opener.code())) {
        return Optional.empty();
      }
      at = at.get().parent();
    }
    throw WindowsException.broken("The root above " + key + " is not there.");
  }

  private static boolean isAbsent(int code) {
    return code == FILE_NOT_FOUND || code == PATH_NOT_FOUND || code == KEY_DELETED;
  }
}
