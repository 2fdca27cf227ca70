package org.fettle.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.fettle.json.About;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Windows;

@About(
    "A text value matches a pattern as a whole. The fix is a named repair, offered only where its result"
        + " matches; without one the check only reports.")
public record RegistryTextCheck(
    @About("The registry key, such as HKLM\\SOFTWARE\\Contoso.") RegistryKey key,
    @About("The value's name; empty for the default value.") String name,
    @About(
            value = "The regular expression (Java syntax) the whole text must match.",
            pattern = true)
        String pattern,
    @About("The repair to try; it is only offered where its result matches the pattern.")
        Optional<Repair> repair,
    @About("What an absent value means: fail (the default), pass or not-applicable.")
        Optional<Missing> missing,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  /** Refuses what is no regular expression. */
  public RegistryTextCheck {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The pattern '" + pattern + "' is no regular expression: " + e.getDescription() + ".", e);
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return new JudgedValue(key, name, view, missing)
        .judge(windows, (place, found) -> judge(windows.registry(), place, found));
  }

  private Verdict judge(Registry registry, RegistryKey place, Optional<RegistryValue> found) {
    String expected = "a text of the form " + pattern;
    if (found.isEmpty()) {
      return new Verdict.Fail(expected, "absent", List.of());
    }
    Optional<String> text = found.get().asText();
    if (text.isEmpty()) {
      return JudgedValue.unreadable(place, name, "text", found.get());
    }
    BoundedMatch match = new BoundedMatch(pattern, Changes.valueName(place, name));
    return match.matches(text.get())
        ? new Verdict.Pass(found.get().toString())
        : new Verdict.Fail(
            expected,
            found.get().toString(),
            repaired(registry, place, found.get(), text.get(), match));
  }

  private List<Change> repaired(
      Registry registry, RegistryKey place, RegistryValue value, String text, BoundedMatch match) {
    return repair
        .map(how -> how.of(text))
        .filter(match::matches)
        .map(better -> Changes.toSet(registry, place, name, value.withText(better)))
        .orElse(List.of());
  }
}
