package org.fettle.check;

import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.Windows;

@About("A registry key is absent, with all below it.")
public record RegistryKeyAbsentCheck(
    @About("The registry key.") RegistryKey key,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    throw new UnsupportedOperationException("not written yet");
  }
}
