package org.fettle.check;

import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.Windows;

@About(
    "A text value holds a list with these members; the fix appends what is missing and keeps what is there.")
public record RegistryListCheck(
    @About("The registry key.") RegistryKey key,
    @About("The value's name; empty for the default value.") String name,
    @About("What stands between members; a comma and a blank unless said.")
        Optional<String> separator,
    @About(value = "Members it must hold.", required = true) List<String> contains,
    @About(
            "Members that Windows assumes while the value is absent, and that must not be lost when it is set.")
        List<String> atLeast,
    @About("What an absent value means: fail (the default), pass or not-applicable.")
        Optional<Missing> missing,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    throw new UnsupportedOperationException("not written yet");
  }
}
