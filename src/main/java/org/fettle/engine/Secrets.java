package org.fettle.engine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fettle.check.Verdict;
import org.fettle.windows.Change;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.RegistryListChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;

/**
 * Keeps secrets out of plans, reports and the journal. A value whose name says that it holds one is
 * judged, but what it holds is not told, and it is not changed: its before-image could not be kept.
 */
final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(
          "passw(or)?d|passphrase|secret|credential|api.?key|private.?key|(access|refresh|auth).?token",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /** The verdict, or one without the fix and the texts that would give a secret away. */
  static Verdict withhold(Verdict verdict) {
    return verdict instanceof Verdict.Fail fail
            && fail.fix().stream().anyMatch(Secrets::holdsSecret)
        ? new Verdict.Fail(
            "another value", "a secret, which is neither shown nor changed", List.of())
        : verdict;
  }

  private static boolean holdsSecret(Change change) {
    return switch (change) {
      case RegistryKeyChange key -> false;
      case RegistryValueChange value -> isSecret(value.name(), value.before());
      case RegistryListChange list -> isSecret(list.name(), list.before());
    };
  }

  // A number, such as SavePassword = 1, is a setting and no secret.
  private static boolean isSecret(String name, Optional<RegistryValue> value) {
    return value.isPresent() && value.get().asNumber().isEmpty() && NAME.matcher(name).find();
  }
}
