package org.fettle.engine;

import java.util.ArrayList;
import java.util.List;
import org.fettle.windows.Credential;
import org.fettle.windows.Windows;
import org.fettle.windows.WritableCredentials;

/** A user's vault as it will be; see {@link PlannedWindows}. */
final class PlannedCredentials implements WritableCredentials {
  private final Windows machine;
  private final List<Credential> removed = new ArrayList<>();

  PlannedCredentials(Windows machine) {
    this.machine = machine;
  }

  @Override
  public List<Credential> all() {
    return machine.credentials().all().stream().filter(one -> !removed.contains(one)).toList();
  }

  @Override
  public void remove(Credential credential) {
    removed.add(credential);
  }
}
