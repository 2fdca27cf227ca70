package org.fettle.check;

import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.SecretNames;
import org.fettle.windows.Windows;

@About(
    "A registry value holds exactly this, type and data. The fix sets it, and makes the key where it is missing.")
public record RegistryValueCheck(
    @About("The registry key, such as HKLM\\SOFTWARE\\Contoso.") RegistryKey key,
    @About("The value's name; empty for the default value.") String name,
    @About("What it holds, with its type spelled: { dword: 0 }.") RegistryValue value,
    @About("What an absent value means: fail (the default), pass or not-applicable.")
        Optional<Missing> missing,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  /** Refuses to demand a secret. */
  public RegistryValueCheck {
    SecretNames.refuse(key, name, value);
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return new JudgedValue(key, name, view, missing)
        .judge(
            windows,
            (place, found) ->
                found.equals(Optional.of(value))
                    ? new Verdict.Pass(value.toString())
                    : new Verdict.Fail(
                        value.toString(),
                        Changes.shown(found),
                        Changes.toSet(windows.registry(), place, name, value)));
  }
}
