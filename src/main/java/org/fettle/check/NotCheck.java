package org.fettle.check;

import org.fettle.json.About;
import org.fettle.windows.Windows;

@About("This check does not pass.")
public record NotCheck(Check check) implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    throw new UnsupportedOperationException("not written yet");
  }
}
