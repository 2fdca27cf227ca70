package org.fettle.check;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.json.About;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Windows;

@About(
    "A number in the registry (REG_DWORD or REG_QWORD, unsigned) lies within bounds, or has some bits set and others"
        + " clear. The fix sets the nearest bound, or just those bits, and keeps the type; where the value is absent,"
        + " it sets at-least, else at-most, else has-bits, else 0, as a dword.")
public record RegistryNumberCheck(
    @About("The registry key, such as HKLM\\SOFTWARE\\Contoso.") RegistryKey key,
    @About("The value's name; empty for the default value.") String name,
    @About("The least it may be.") Optional<Long> atLeast,
    @About("The most it may be.") Optional<Long> atMost,
    @About("Bits that are all set, such as 2048 for 0x800, whatever the others are.")
        Optional<Long> hasBits,
    @About("Bits of which none is set, such as 32 for 0x20, whatever the others are.")
        Optional<Long> lacksBits,
    @About("What an absent value means: fail (the default), pass or not-applicable.")
        Optional<Missing> missing,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  private static final long LARGEST_DWORD = 0xFFFF_FFFFL;

  /** Refuses bounds and bits that nothing or everything agrees with. */
  public RegistryNumberCheck {
    boolean bounded = atLeast.isPresent() || atMost.isPresent();
    boolean ofBits = hasBits.isPresent() || lacksBits.isPresent();
    if (!bounded && !ofBits) {
      throw new IllegalArgumentException(
          "'registry-number' needs 'at-least', 'at-most', 'has-bits' or 'lacks-bits'.");
    }
    if (bounded && ofBits) {
      throw new IllegalArgumentException(
          "'registry-number' judges bounds or bits, not both: that takes two rules.");
    }
    if (Stream.of(atLeast, atMost, hasBits, lacksBits)
        .flatMap(Optional::stream)
        .anyMatch(number -> number < 0)) {
      throw new IllegalArgumentException("A number in the registry is never below 0.");
    }
    if (atLeast.isPresent() && atMost.isPresent() && atLeast.get() > atMost.get()) {
      throw new IllegalArgumentException(
          "No number is at least " + atLeast.get() + " and at most " + atMost.get() + ".");
    }
    if (hasBits.equals(Optional.of(0L)) || lacksBits.equals(Optional.of(0L))) {
      throw new IllegalArgumentException("0 names no bit.");
    }
    long both = hasBits.orElse(0L) & lacksBits.orElse(0L);
    if (both != 0) {
      throw new IllegalArgumentException(
          "No number has the bits " + hexadecimal(both) + " both set and clear.");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return new JudgedValue(key, name, view, missing)
        .judge(windows, (place, found) -> judge(windows, place, found));
  }

  private Verdict judge(Windows windows, RegistryKey place, Optional<RegistryValue> found) {
    int type = found.map(RegistryValue::type).orElse(RegistryValue.DWORD);
    long wanted = atLeast.or(() -> atMost).or(() -> hasBits).orElse(0L);
    if (found.isPresent()) {
      Optional<Long> number = found.get().asNumber();
      if (number.isEmpty()) {
        return JudgedValue.unreadable(place, name, "number", found.get());
      }
      wanted = nearest(number.get());
      if (wanted == number.get()) {
        return new Verdict.Pass(shown(found));
      }
    }
    return new Verdict.Fail(
        isOfBits() ? bits() : bounds(),
        shown(found),
        Changes.toSet(windows.registry(), place, name, of(type, wanted)));
  }

  private boolean isOfBits() {
    return hasBits.isPresent() || lacksBits.isPresent();
  }

  /** The number as demanded that is nearest to this one: itself, where it is as demanded. */
  private long nearest(long number) {
    if (isOfBits()) {
      return (number | hasBits.orElse(0L)) & ~lacksBits.orElse(0L);
    }
    if (atMost.isPresent() && Long.compareUnsigned(number, atMost.get()) > 0) {
      return atMost.get();
    }
    return atLeast.filter(least -> Long.compareUnsigned(number, least) < 0).orElse(number);
  }

  private static RegistryValue of(int type, long number) {
    if (type == RegistryValue.QWORD || number > LARGEST_DWORD) {
      return RegistryValue.qword(number);
    }
    return type == RegistryValue.DWORD_BIG_ENDIAN
        ? RegistryValue.of(type, ByteBuffer.allocate(4).putInt((int) number).array())
        : RegistryValue.dword(number);
  }

  // Bits are seen in hexadecimal only.
  private String shown(Optional<RegistryValue> found) {
    return found
        .flatMap(RegistryValue::asNumber)
        .filter(number -> isOfBits())
        .map(number -> Changes.shown(found) + " = " + hexadecimal(number))
        .orElse(Changes.shown(found));
  }

  private static String hexadecimal(long number) {
    return "0x" + Long.toHexString(number);
  }

  private String bits() {
    return "the bits "
        + Stream.of(
                hasBits.map(bits -> hexadecimal(bits) + " set"),
                lacksBits.map(bits -> hexadecimal(bits) + " clear"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" and "));
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
