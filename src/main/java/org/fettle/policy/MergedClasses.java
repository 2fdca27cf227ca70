package org.fettle.policy;

import java.util.List;
import java.util.Optional;
import org.fettle.check.AllCheck;
import org.fettle.check.AnyCheck;
import org.fettle.check.Check;
import org.fettle.check.RegistryKeyAbsentCheck;
import org.fettle.check.RegistryListCheck;
import org.fettle.check.RegistryNumberCheck;
import org.fettle.check.RegistryTextCheck;
import org.fettle.check.RegistryValueAbsentCheck;
import org.fettle.check.RegistryValueCheck;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;

/** Tells which fixes would be written to {@code HKCR}, where nothing may be written. */
final class MergedClasses {
  private MergedClasses() {}

  /** The key below HKCR that a fix of the check would write; empty where it would write none. */
  static Optional<RegistryKey> written(CheckTemplate template) {
    return template.fill(Facts::sample) instanceof CheckTemplate.Filled.Ready ready
        ? written(ready.check())
        : Optional.empty();
  }

  private static Optional<RegistryKey> written(Check check) {
    return switch (check) {
      case AllCheck all -> first(all.checks());
      case AnyCheck any -> first(any.checks());
      case RegistryKeyAbsentCheck absent -> ofClasses(absent.key());
      case RegistryListCheck list -> ofClasses(list.key());
      case RegistryNumberCheck number -> ofClasses(number.key());
      case RegistryTextCheck text -> text.repair().flatMap(repair -> ofClasses(text.key()));
      case RegistryValueAbsentCheck absent -> ofClasses(absent.key());
      case RegistryValueCheck value -> ofClasses(value.key());
      // The others write nothing there, or name the place themselves.
      default -> Optional.empty();
    };
  }

  private static Optional<RegistryKey> first(List<Check> checks) {
    return checks.stream().map(MergedClasses::written).flatMap(Optional::stream).findFirst();
  }

  private static Optional<RegistryKey> ofClasses(RegistryKey key) {
    return Optional.of(key).filter(address -> address.hive() == Hive.HKCR);
  }
}
