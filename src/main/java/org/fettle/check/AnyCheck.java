package org.fettle.check;

import java.util.List;
import org.fettle.json.About;
import org.fettle.windows.Windows;

@About("At least one of these checks passes.")
public record AnyCheck(List<Check> checks) implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    throw new UnsupportedOperationException("not written yet");
  }
}
