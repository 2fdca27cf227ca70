package org.fettle.check;

import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.Windows;

@About("A registry value is absent. The fix removes it and leaves its key.")
public record RegistryValueAbsentCheck(
    @About("The registry key, such as HKLM\\SOFTWARE\\Contoso.") RegistryKey key,
    @About("The value's name; empty for the default value.") String name,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    return new JudgedValue(key, name, view, Optional.of(Missing.PASS))
        .judge(
            windows,
            (place, found) ->
                new Verdict.Fail(
                    "absent",
                    Changes.shown(found),
                    Changes.toUnset(windows.registry(), place, name)));
  }
}
