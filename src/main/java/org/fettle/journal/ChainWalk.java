package org.fettle.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.journal.JournalFiles.Break;
import org.fettle.journal.JournalFiles.Verification;

/**
 * Follows the chain, record by record, up to the first that breaks it. It may begin after the very
 * first record where a later one says that those before it were removed.
 */
final class ChainWalk {
  /** The first record there is, where that is not the very first. */
  private record Beginning(Path file, Chain.Line line) {
    boolean isLeftBy(Event.OlderRemoved removed) {
      long before = line.sequence() - 1;
      // A removal that was interrupted leaves more than it says, never less.
      return before < removed.last()
          || (before == removed.last() && line.previous().equals(removed.hash()));
    }
  }

  private final List<Event.DamageSetAside> damage = new ArrayList<>();
  private Optional<Beginning> unexplained = Optional.empty();
  private Optional<Break> broken = Optional.empty();
  private String previous = Chain.START;
  private long removed;
  private long records;

  /** Takes the next record; answers whether to go on. */
  boolean takes(Path file, int number, String text) {
    if (broken.isEmpty()) {
      broken = problem(file, text).map(problem -> new Break(file, number, problem));
    }
    return broken.isEmpty();
  }

  /** What was found, when there are no more records or one is broken. */
  Verification end() {
    // Past a break nobody can tell what would have explained the beginning.
    if (broken.isEmpty() && unexplained.isPresent()) {
      Break missing = new Break(unexplained.get().file(), 1, "records before it are missing");
      return new Verification(0, 0, Optional.of(missing), damage);
    }
    return new Verification(records, removed, broken, damage);
  }

  private Optional<String> problem(Path file, String text) {
    Optional<String> hash = Chain.hashIfWhole(text);
    if (hash.isEmpty()) {
      return Optional.of("its text does not match its hash");
    }
    Optional<Chain.Line> parsed = Chain.parse(text);
    if (parsed.isEmpty()) {
      return Optional.of("it is no journal record");
    }
    Chain.Line line = parsed.get();
    if (records == 0 && line.sequence() > 1) {
      unexplained = Optional.of(new Beginning(file, line));
      removed = line.sequence() - 1;
      previous = line.previous();
    }
    if (!line.previous().equals(previous)) {
      return Optional.of(
          "it does not follow the record before it: one was altered, removed or put in");
    }
    if (line.sequence() != removed + records + 1) {
      return Optional.of("it is numbered " + line.sequence() + ", not " + (removed + records + 1));
    }
    previous = hash.get();
    records++;
    switch (line.event()) {
      case Event.DamageSetAside one -> damage.add(one);
      case Event.OlderRemoved older when older.last() < line.sequence() ->
          unexplained = unexplained.filter(beginning -> !beginning.isLeftBy(older));
      default -> {}
    }
    return Optional.empty();
  }
}
