package org.fettle.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * What one run's records say of another's: which changes were taken back, and what a rule is
 * called.
 */
final class Links {
  private final Map<String, String> undoneBy = new HashMap<>();
  private final Set<String> purged = new HashSet<>();
  private final Map<String, Event.Judged> judged = new HashMap<>();
  private final Map<String, String> undoing = new HashMap<>();
  private final Map<String, String> purging = new HashMap<>();

  /** What these entries say; they are of one journal, in its order. */
  static Links in(List<Entry> entries) {
    Links links = new Links();
    entries.forEach(links::take);
    return links;
  }

  /** Takes the journal's next entry. */
  void take(Entry entry) {
    switch (entry.event()) {
      case Event.Judged one -> judged.put(one.about().identity(), one);
      case Event.Intended intended when intended.undoes().isPresent() ->
          (intended.purpose() == Purpose.PURGE ? purging : undoing)
              .put(id(entry.run(), intended.change()), intended.undoes().get());
      case Event.Applied applied -> {
        String id = id(entry.run(), applied.change());
        Optional.ofNullable(purging.get(id)).ifPresent(purged::add);
        @Nullable String undone = undoing.get(id);
        if (undone != null) {
          undoneBy.put(undone, id);
          // A rollback that was itself taken back leaves the fix standing.
          Optional.ofNullable(undoing.get(undone)).ifPresent(undoneBy::remove);
        }
      }
      default -> {}
    }
  }

  /** The change that took that one back. */
  Optional<String> undoneBy(String run, int change) {
    return Optional.ofNullable(undoneBy.get(id(run, change)));
  }

  /** Whether what that change put aside was removed for good. */
  boolean isPurged(String run, int change) {
    return purged.contains(id(run, change));
  }

  /** The newest judgement of that rule for that subject. */
  Optional<Event.Judged> judged(About about) {
    return Optional.ofNullable(judged.get(about.identity()));
  }

  private static String id(String run, int change) {
    return run + '/' + change;
  }
}
