package org.fettle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.SecretNames;
import org.fettle.windows.Windows;

@About(
    "Every key directly below a key, each of which stands for a thing such as an account, holds one of these texts"
        + " in a value. A subkey without that value, or with a blank one, does not count. It can only report.")
public record RegistrySubkeysCheck(
    @About("The registry key whose subkeys are judged.") RegistryKey key,
    @About("The value's name in each of them.") String name,
    @About(value = "The texts it may hold, with * and ?.", required = true) List<String> among)
    implements Check {
  /** Refuses an empty list, which nothing is among. */
  public RegistrySubkeysCheck {
    among = List.copyOf(among);
    if (among.isEmpty() || among.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("'among' needs at least one text, and none may be blank.");
    }
    among.forEach(text -> SecretNames.refuse(key, name, RegistryValue.text(text)));
  }

  @Override
  public Verdict evaluate(Windows windows) {
    Registry registry = windows.registry();
    List<Wildcard> right = among.stream().map(Wildcard::new).toList();
    List<String> fitting = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String subkey : registry.subkeys(key)) {
      RegistryKey place = key.child(subkey);
      Optional<RegistryValue> value = registry.value(place, name);
      if (value.isEmpty()) {
        continue;
      }
      Optional<String> text = value.get().asText();
      if (text.isEmpty()) {
        return JudgedValue.unreadable(place, name, "text", value.get());
      }
      if (text.get().isBlank()) {
        continue;
      }
      boolean isRight = right.stream().anyMatch(each -> each.matches(text.get()));
      (isRight ? fitting : others).add(text.get());
    }
    return others.isEmpty()
        ? new Verdict.Pass(fitting.isEmpty() ? "absent" : shown(fitting))
        : new Verdict.Fail(
            "no " + name + " but " + String.join(", ", among), shown(others), List.of());
  }

  private static String shown(List<String> texts) {
    return Listing.of(texts.stream().distinct().toList());
  }
}
