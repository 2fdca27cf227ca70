package org.fettle.windows.jna;

import static org.fettle.windows.jna.Advapi32Registry.REG_NOTIFY_CHANGE_LAST_SET;
import static org.fettle.windows.jna.Advapi32Registry.REG_NOTIFY_CHANGE_NAME;
import static org.fettle.windows.jna.Advapi32Registry.REG_NOTIFY_THREAD_AGNOSTIC;
import static org.fettle.windows.jna.Advapi32Registry.SUCCESS;

import com.sun.jna.Native;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.WindowsException;

/**
 * A key held open, and an event that Windows signals at its first change. Each has an event of its
 * own: to hand one over resets it, and a shared one would lose what another key had signalled.
 *
 * @param spots for whose sake
 * @param own whether it is the spot's own key; else one above, in which the spots come and go
 */
record WatchedKey(List<WatchSpot> spots, boolean own, long key, long event) {
  /**
   * Watches a spot by itself.
   *
   * @param key a handle, which is closed with this
   * @throws WindowsException when Windows refuses; the handle is closed then
   */
  static WatchedKey itself(WatchSpot spot, long key) {
    return armed(List.of(spot), true, spot.below(), key);
  }

  /** Watches, the same way, whether these spots come or go. */
  static WatchedKey above(List<WatchSpot> spots, long key) {
    return armed(spots, false, false, key);
  }

  private static WatchedKey armed(List<WatchSpot> spots, boolean own, boolean below, long key) {
    long event = Kernel32Events.CreateEventW(0, true, false, 0);
    int code = event == 0 ? Native.getLastError() : SUCCESS;
    if (code == SUCCESS) {
      // Without THREAD_AGNOSTIC the end of this thread would be signalled as a change.
      int filter = REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_THREAD_AGNOSTIC;
      code =
          Advapi32Registry.RegNotifyChangeKeyValue(
              key, below, own ? filter | REG_NOTIFY_CHANGE_LAST_SET : filter, event, true);
    }
    WatchedKey watched = new WatchedKey(spots, own, key, event);
    if (code != SUCCESS) {
      watched.close();
      throw WindowsException.failed("watch", spots.getFirst().key().toString(), code);
    }
    return watched;
  }

  Set<RegistryKey> keys() {
    return spots.stream().flatMap(spot -> spot.keys().stream()).collect(Collectors.toSet());
  }

  boolean isChanged() {
    return Kernel32Events.WaitForSingleObject(event, 0) == Kernel32Events.WAIT_OBJECT_0;
  }

  void close() {
    Advapi32Registry.RegCloseKey(key); // this signals the event, too
    if (event != 0) {
      Kernel32Events.CloseHandle(event);
    }
  }
}
