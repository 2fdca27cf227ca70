package org.fettle.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.windows.ByteSize;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.FileVersion;
import org.fettle.windows.RegistryKey;

/** The types that are written as one text. */
final class Texts {
  private final boolean plain;

  Texts(boolean plain) {
    this.plain = plain;
  }

  TextShape<String> text() {
    return shape("text", Function.identity(), Function.identity());
  }

  TextShape<RegistryKey> registryKey() {
    return shape("a registry key", RegistryKey::toString, RegistryKey::parse);
  }

  TextShape<CertificateStore> certificateStore() {
    return shape("a certificate store", CertificateStore::toString, CertificateStore::parse);
  }

  TextShape<byte[]> bytes() {
    return shape("bytes in hexadecimal", HexFormat.of()::formatHex, Texts::parseBytes);
  }

  TextShape<Duration> duration() {
    return shape("a duration such as 4h", Texts::durationText, Texts::parseDuration);
  }

  TextShape<LocalTime> time() {
    return shape("a time such as '02:00'", LocalTime::toString, Texts::parseTime);
  }

  TextShape<Instant> instant() {
    return shape("a UTC time", Milliseconds.FORMAT::format, Texts::parseInstant);
  }

  TextShape<ByteSize> size() {
    return shape("a size such as 500 MB", ByteSize::toString, ByteSize::parse);
  }

  TextShape<FileVersion> version() {
    return shape("a version such as 16.0.4678.1000", FileVersion::toString, FileVersion::parse);
  }

  <E extends Enum<E>> TextShape<E> oneOf(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(Words.ofConstant(constant.name()), constant);
    }
    String all = String.join(", ", words.keySet());
    return shape(
        "one of " + all,
        constant -> Words.ofConstant(constant.name()),
        word -> {
          E constant = words.get(word);
          if (constant == null) {
            throw new IllegalArgumentException(
                "Expected one of " + all + ", found " + Shape.quoted(word) + ".");
          }
          return constant;
        });
  }

  private <T> TextShape<T> shape(
      String wanted, Function<T, String> toText, Function<String, T> fromText) {
    return new TextShape<>(plain, wanted, toText, fromText);
  }

  private static byte[] parseBytes(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected bytes in hexadecimal, two digits each, found " + Shape.quoted(text) + ".", e);
    }
  }

  private enum Unit {
    MS("ms", 1),
    S("s", 1_000),
    M("m", 60_000),
    H("h", 3_600_000),
    D("d", 86_400_000);

    final String word;
    final long milliseconds;

    Unit(String word, long milliseconds) {
      this.word = word;
      this.milliseconds = milliseconds;
    }
  }

  /** The largest unit that says it whole; what is below a millisecond is cut off. */
  private static String durationText(Duration duration) {
    long total = duration.toMillis();
    Unit unit = Unit.S;
    if (total != 0) {
      unit = Unit.MS;
      for (Unit larger : Unit.values()) {
        unit = total % larger.milliseconds == 0 ? larger : unit;
      }
    }
    return total / unit.milliseconds + unit.word;
  }

  private static Duration parseDuration(String text) {
    Matcher parts = DurationText.FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "Expected a duration such as 90s, 30m, 4h or 2d, found " + Shape.quoted(text) + ".");
    }
    Unit unit =
        Arrays.stream(Unit.values()).filter(u -> u.word.equals(parts.group(2))).findFirst().get();
    return Duration.ofMillis(Long.parseLong(parts.group(1)) * unit.milliseconds);
  }

  private static LocalTime parseTime(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Expected a time such as '02:00', found " + Shape.quoted(text) + ".", e);
    }
  }

  private static Instant parseInstant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Expected a UTC time such as '2026-11-01T08:00:00.000Z', found "
              + Shape.quoted(text)
              + ".",
          e);
    }
  }

  // Costly to make, and not needed by most commands.

  private static final class DurationText {
    static final Pattern FORM = Pattern.compile("(-?[0-9]{1,9})(ms|s|m|h|d)");
  }

  private static final class Milliseconds {
    static final DateTimeFormatter FORMAT =
        new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  }
}
