package org.fettle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.json.About;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryListChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.SecretNames;
import org.fettle.windows.SeparatedList;
import org.fettle.windows.Windows;

@About(
    "A text value holds a list with these members. The fix appends what is missing and keeps what is there:"
        + " its order, its spelling and its type. Upper and lower case and blanks around a member do not count. Taking the fix back takes out only what it added.")
public record RegistryListCheck(
    @About("The registry key, such as HKLM\\SOFTWARE\\Contoso.") RegistryKey key,
    @About("The value's name; empty for the default value.") String name,
    @About("What stands between members; a comma and a blank unless said.")
        Optional<String> separator,
    @About(value = "Members it must hold.", required = true) List<String> contains,
    @About(
            "Members that Windows assumes while the value is absent, and that must not be lost when it is set; they"
                + " stand first in a new list.")
        List<String> atLeast,
    @About(
            "What an absent value means: fail, pass or not-applicable. Unless said, it passes where Windows"
                + " assumes all of contains by itself, and fails otherwise.")
        Optional<Missing> missing,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  /** Refuses a secret, and members that could not be told apart again once they are in a list. */
  public RegistryListCheck {
    SecretNames.refuse(key, name, RegistryValue.text(""));
    contains = List.copyOf(contains);
    atLeast = List.copyOf(atLeast);
    if (contains.isEmpty()) {
      throw new IllegalArgumentException("'contains' needs at least one member.");
    }
    String between = separator.orElse(", ");
    if (between.isEmpty()) {
      throw new IllegalArgumentException("The separator is empty.");
    }
    String bare = between.isBlank() ? between : between.strip();
    for (String member : Stream.concat(atLeast.stream(), contains.stream()).toList()) {
      if (member.isBlank()) {
        throw new IllegalArgumentException("A member of a list cannot be blank.");
      }
      if (member.strip().contains(bare)) {
        throw new IllegalArgumentException(
            "The member '" + member + "' holds the separator '" + bare + "': write two members.");
      }
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return new JudgedValue(key, name, view, missing)
        .judge(windows, (place, found) -> judge(windows.registry(), place, found));
  }

  private Verdict judge(Registry registry, RegistryKey place, Optional<RegistryValue> found) {
    String between = separator.orElse(", ");
    if (found.isEmpty() && missing.isEmpty() && inNew(atLeast).lacking(contains).isEmpty()) {
      return new Verdict.Pass("absent; Windows assumes " + String.join(between, atLeast));
    }
    RegistryValue before = found.orElse(RegistryValue.text(""));
    Optional<SeparatedList> list = SeparatedList.of(before, between);
    if (list.isEmpty()) {
      return JudgedValue.unreadable(place, name, "text", before);
    }
    List<String> wanted = Stream.concat(atLeast.stream(), contains.stream()).toList();
    List<String> lacking = list.get().lacking(wanted);
    if (lacking.isEmpty()) {
      return new Verdict.Pass(before.toString());
    }
    RegistryValue after = before.withText(list.get().with(lacking));
    List<Change> fix = new ArrayList<>(Changes.toCreate(registry, place));
    fix.add(new RegistryListChange(place, name, between, found, Optional.of(after)));
    String expected = String.join(", ", inNew(List.of()).lacking(wanted));
    return new Verdict.Fail("a list with " + expected, Changes.shown(found), fix);
  }

  /** The list that holds these members and nothing else. */
  private SeparatedList inNew(List<String> members) {
    String between = separator.orElse(", ");
    return SeparatedList.of(RegistryValue.text(String.join(between, members)), between)
        .orElseThrow();
  }
}
