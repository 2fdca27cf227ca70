package org.fettle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Changes;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.View;
import org.fettle.windows.Windows;

/**
 * The registry value that a check is about: where it lies, in which views, and what its absence
 * means. With two views the check passes when it passes in both.
 */
record JudgedValue(RegistryKey key, String name, Optional<Views> view, Optional<Missing> missing) {

  /** How a check judges the value in one view; an absent value comes here only as a failure. */
  interface Judgement {
    Verdict of(RegistryKey key, Optional<RegistryValue> value);
  }

  Verdict judge(Windows windows, Judgement judgement) {
    List<RegistryKey> places = Views.of(view, key);
    if (places.size() == 1) {
      return Verdict.of(() -> judgeOne(windows.registry(), places.getFirst(), judgement));
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (RegistryKey place : places) {
      Verdict verdict = Verdict.of(() -> judgeOne(windows.registry(), place, judgement));
      verdicts.add(inView(verdict, place));
    }
    return AllCheck.together(verdicts);
  }

  private Verdict judgeOne(Registry registry, RegistryKey place, Judgement judgement) {
    Optional<RegistryValue> value = registry.value(place, name);
    if (value.isEmpty()) {
      switch (missing.orElse(Missing.FAIL)) {
        case PASS -> {
          return new Verdict.Pass("absent");
        }
        case NOT_APPLICABLE -> {
          return new Verdict.NotApplicable(Changes.valueName(place, name) + " is absent");
        }
        case FAIL -> {}
      }
    }
    return judgement.of(place, value);
  }

  /** The error for a value that is of no type the check can read. */
  static Verdict unreadable(RegistryKey key, String name, String wanted, RegistryValue value) {
    return new Verdict.Error(
        Changes.valueName(key, name) + " holds no " + wanted + " but " + value + ".");
  }

  /** Says in the texts of a verdict which view it is about. */
  static Verdict inView(Verdict verdict, RegistryKey key) {
    String view = key.view() == View.BITS_32 ? " in the 32-bit view" : " in the 64-bit view";
    return switch (verdict) {
      case Verdict.Pass pass -> new Verdict.Pass(pass.actual() + view);
      case Verdict.Fail fail -> new Verdict.Fail(fail.expected(), fail.actual() + view, fail.fix());
      case Verdict.NotApplicable other -> other;
      case Verdict.Error other -> other;
    };
  }
}
