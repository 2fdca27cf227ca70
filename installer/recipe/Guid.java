import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;

/**
 * Identifiers that follow from names (RFC 4122, version 5): the same name has the same one, in
 * every build, for ever.
 */
final class Guid {
  /** The package's UpgradeCode. Who changes it makes another product. */
  private static final UUID FETTLE = UUID.fromString("5b3cfe31-8e0b-4c1f-9c0e-6d1f5c0b7a11");

  private Guid() {}

  /** In capitals, without braces. */
  static String of(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(FETTLE.getMostSignificantBits())
              .putLong(FETTLE.getLeastSignificantBits())
              .array());
      ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
      long most = hash.getLong() & ~0xF000L | 0x5000L;
      long least = hash.getLong() & ~(0xC000L << 48) | 0x8000L << 48;
      return new UUID(most, least).toString().toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1.", e);
    }
  }

  /** {@code Guid NAME}: prints it. */
  public static void main(String[] arguments) {
    System.out.println(of(arguments[0]));
  }
}
