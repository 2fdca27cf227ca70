package org.fettle.check;

import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.Windows;

@About("A text value matches a pattern.")
public record RegistryTextCheck(
    @About("The registry key.") RegistryKey key,
    @About("The value's name; empty for the default value.") String name,
    @About("The regular expression (Java syntax) the whole text must match.") String pattern,
    @About("The repair to try; it is only offered where its result matches the pattern.")
        Optional<Repair> repair,
    @About("What an absent value means: fail (the default), pass or not-applicable.")
        Optional<Missing> missing,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    throw new UnsupportedOperationException("not written yet");
  }
}
