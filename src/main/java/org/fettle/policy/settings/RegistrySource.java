package org.fettle.policy.settings;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.WindowsException;

/** The values of a registry key, read at once; one of another type than expected is a mistake. */
final class RegistrySource {
  private final Origin.Source source;
  private final RegistryKey key;
  private final SettingsMistakes mistakes;
  private final NavigableMap<String, RegistryValue> values =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  RegistrySource(
      Origin.Source source, RegistryKey key, Registry registry, SettingsMistakes mistakes) {
    this.source = source;
    this.key = key;
    this.mistakes = mistakes;
    try {
      values.putAll(registry.values(key));
    } catch (WindowsException e) {
      mistakes.add(String.valueOf(e.getMessage()));
    }
  }

  /** REG_SZ or REG_EXPAND_SZ, its variables not replaced. */
  Optional<Said<String>> text(String name) {
    return said(name)
        .flatMap(said -> or(said, said.value().asText(), "a text (REG_SZ or REG_EXPAND_SZ)"));
  }

  /** REG_MULTI_SZ, its texts in a line each, or REG_SZ. */
  Optional<Said<String>> lines(String name) {
    return said(name)
        .flatMap(said ->
            or(
                said,
                said.value()
                    .asText()
                    .or(() -> said.value().asTexts().map(texts -> String.join("\n", texts))),
                "a text or several (REG_SZ or REG_MULTI_SZ)"));
  }

  /** REG_DWORD within its bounds. */
  Optional<Said<Integer>> number(NumberValue value) {
    String expected = "a whole number (REG_DWORD) from " + value.least() + " to " + value.most();
    return said(value.name())
        .flatMap(said ->
            or(
                said,
                said.value().asNumber().filter(any -> said.value().type() == RegistryValue.DWORD),
                expected))
        .flatMap(said -> {
          if (said.value() < value.least() || said.value() > value.most()) {
            mistakes.add(
                said.origin(), "Expected " + expected + ", but found " + said.value() + ".");
            return Optional.empty();
          }
          return Optional.of(new Said<>(said.value().intValue(), said.origin()));
        });
  }

  /** Where values of these names stand, as far as they are there. */
  Origin origin(List<String> names) {
    return new Origin(
        source,
        key + "\\" + String.join(", ", names.stream().filter(values::containsKey).toList()));
  }

  /** Where there are values of other names than these, but for the key's default value. */
  List<String> others(Set<String> known) {
    Map<String, RegistryValue> others = new TreeMap<>(values);
    others.remove("");
    others.keySet().removeIf(name -> known.stream().anyMatch(name::equalsIgnoreCase));
    return others.keySet().stream().map(name -> key + "\\" + name).toList();
  }

  private Optional<Said<RegistryValue>> said(String name) {
    return Optional.ofNullable(values.get(name))
        .map(value -> new Said<>(value, origin(List.of(name))));
  }

  private <T> Optional<Said<T>> or(Said<RegistryValue> said, Optional<T> value, String expected) {
    if (value.isEmpty()) {
      mistakes.add(
          said.origin(),
          "Expected " + expected + ", but found the type '" + said.value().typeName() + "'.");
    }
    return value.map(there -> new Said<>(there, said.origin()));
  }
}
