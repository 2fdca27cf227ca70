package org.fettle.policy.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The mistakes found so far. */
final class SettingsMistakes {
  private final List<String> found = new ArrayList<>();

  void add(String mistake) {
    found.add(mistake);
  }

  void add(Origin origin, String sentence) {
    found.add(origin.place() + ": " + sentence);
  }

  /**
   * What a text or number means; what it refuses with an IllegalArgumentException becomes a mistake
   * and leaves nothing.
   */
  <T, R> Optional<Said<R>> read(Optional<Said<T>> said, Function<T, R> meaning) {
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Origin origin = said.get().origin();
    try {
      return Optional.of(new Said<>(meaning.apply(said.get().value()), origin));
    } catch (IllegalArgumentException e) {
      add(origin, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void throwIfAny() throws SettingsException {
    if (!found.isEmpty()) {
      throw new SettingsException(found);
    }
  }
}
