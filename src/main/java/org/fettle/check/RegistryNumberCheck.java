package org.fettle.check;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Windows;

@About(
    "A number in the registry (REG_DWORD or REG_QWORD, unsigned) lies within bounds. The fix sets the"
        + " nearest bound and keeps the type; where the value is absent, it sets at-least, or else at-most, as a dword.")
public record RegistryNumberCheck(
    @About("The registry key, such as HKLM\\SOFTWARE\\Contoso.") RegistryKey key,
    @About("The value's name; empty for the default value.") String name,
    @About("The least it may be.") Optional<Long> atLeast,
    @About("The most it may be.") Optional<Long> atMost,
    @About("What an absent value means: fail (the default), pass or not-applicable.")
        Optional<Missing> missing,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  private static final long LARGEST_DWORD = 0xFFFF_FFFFL;

  /** Refuses bounds that nothing or everything lies within. */
  public RegistryNumberCheck {
    if (atLeast.isEmpty() && atMost.isEmpty()) {
      throw new IllegalArgumentException("'registry-number' needs 'at-least', 'at-most' or both.");
    }
    if (atLeast.orElse(0L) < 0 || atMost.orElse(0L) < 0) {
      throw new IllegalArgumentException("A number in the registry is never below 0.");
    }
    if (atLeast.isPresent() && atMost.isPresent() && atLeast.get() > atMost.get()) {
      throw new IllegalArgumentException(
          "No number is at least " + atLeast.get() + " and at most " + atMost.get() + ".");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return new JudgedValue(key, name, view, missing)
        .judge(windows, (place, found) -> judge(windows, place, found));
  }

  private Verdict judge(Windows windows, RegistryKey place, Optional<RegistryValue> found) {
    int type = found.map(RegistryValue::type).orElse(RegistryValue.DWORD);
    Optional<Long> nearest = atLeast.or(() -> atMost);
    if (found.isPresent()) {
      Optional<Long> number = found.get().asNumber();
      if (number.isEmpty()) {
        return JudgedValue.unreadable(place, name, "number", found.get());
      }
      nearest = nearestBound(number.get());
      if (nearest.isEmpty()) {
        return new Verdict.Pass(found.get().toString());
      }
    }
    RegistryValue wanted = of(type, nearest.orElseThrow());
    return new Verdict.Fail(
        bounds(), Changes.shown(found), Changes.toSet(windows.registry(), place, name, wanted));
  }

  /** The bound the number lies beyond; empty when it lies within. */
  private Optional<Long> nearestBound(long number) {
    if (atMost.isPresent() && Long.compareUnsigned(number, atMost.get()) > 0) {
      return atMost;
    }
    return atLeast.filter(least -> Long.compareUnsigned(number, least) < 0);
  }

  private static RegistryValue of(int type, long number) {
    if (type == RegistryValue.QWORD || number > LARGEST_DWORD) {
      return RegistryValue.qword(number);
    }
    return type == RegistryValue.DWORD_BIG_ENDIAN
        ? RegistryValue.of(type, ByteBuffer.allocate(4).putInt((int) number).array())
        : RegistryValue.dword(number);
  }

  private String bounds() {
    if (atLeast.isEmpty()) {
      return "at most " + atMost.orElseThrow();
    }
    return atMost.isEmpty()
        ? "at least " + atLeast.get()
        : atLeast.equals(atMost) ? "" + atLeast.get() : atLeast.get() + " to " + atMost.get();
  }
}
