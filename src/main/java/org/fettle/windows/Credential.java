package org.fettle.windows;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What Credential Manager tells of a stored credential. The secret is not part of it: it is never
 * read.
 *
 * @param target the name programs ask for it by, without the {@code LegacyGeneric:target=} that
 *     {@code cmdkey} shows
 * @param account the user name it holds; empty when it holds none
 * @param lastWritten in UTC, to the millisecond
 */
public record Credential(
    String target,
    Type type,
    Optional<String> account,
    Persistence persistence,
    Instant lastWritten) {

  /** By target, in which case does not count, and by type. */
  public static final Comparator<Credential> ORDER =
      Comparator.comparing(Credential::target, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Credential::type);

  /** Whether it is the same entry of a vault, whatever it holds. */
  public boolean isAt(Credential other) {
    return ORDER.compare(this, other) == 0;
  }

  /** The {@code CRED_TYPE_} constants of wincred.h. */
  public enum Type {
    GENERIC(1),
    DOMAIN_PASSWORD(2),
    DOMAIN_CERTIFICATE(3),
    DOMAIN_VISIBLE_PASSWORD(4),
    GENERIC_CERTIFICATE(5),
    DOMAIN_EXTENDED(6);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    /** Its number in wincred.h. */
    public int code() {
      return code;
    }

    /** The type of that number; empty for one that wincred.h does not name. */
    public static Optional<Type> of(int code) {
      return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** The words for it, such as {@code domain password}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** The {@code CRED_PERSIST_} constants of wincred.h. */
  public enum Persistence {
    SESSION(1),
    LOCAL_MACHINE(2),
    ENTERPRISE(3);

    private final int code;

    Persistence(int code) {
      this.code = code;
    }

    /** The persistence of that number; empty for one that wincred.h does not name. */
    public static Optional<Persistence> of(int code) {
      return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }
  }
}
