package org.fettle.check;

import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Windows;

@About("A program is installed.")
public record SoftwarePresentCheck(
    @About("A client this agent knows how to find.") Optional<Client> client,
    @About("The name in the list of installed programs, with * and ?.") Optional<String> name,
    @About("A Click-to-Run product id, with * and ?.") Optional<String> clickToRun)
    implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    throw new UnsupportedOperationException("not written yet");
  }
}
