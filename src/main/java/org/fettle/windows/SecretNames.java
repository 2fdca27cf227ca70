package org.fettle.windows;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells by its name, or by the names of the keys it lies in, that a registry value holds a secret.
 * Windows marks none, so the name is all there is to go by; too much is taken for a secret rather
 * than too little.
 */
public final class SecretNames {
  // The short ones stand for themselves only as words: "pin" is in "Mapping", "psk" in "StopSkype".
  private static final Pattern NAME =
      Pattern.compile(
          "(?i:passw(or)?d|passphrase|passcode|pwd|secret|credential|cookie|token|(api|private).?key)"
              + "|(?<![A-Za-z])(pin|psk)(?![a-z])"
              + "|(?<![A-Z])(Pin|Psk)(?![a-z])"
              + "|(?<![A-Z])(PIN|PSK)(?![a-z]|[A-Z]([^a-z]|$))");

  // Below it stand the names of programs, such as 1Password, and what anybody may know of them.
  private static final Pattern PROGRAMS =
      Pattern.compile(
          "(?i:(^|.*\\\\)Microsoft\\\\Windows\\\\CurrentVersion\\\\Uninstall(\\\\.*)?)",
          Pattern.DOTALL);

  private SecretNames() {}

  /** Whether the value of that name would hold a secret, were it text or bytes. */
  public static boolean isNamed(RegistryKey key, String name) {
    return NAME.matcher(name).find()
        || (NAME.matcher(key.path()).find() && !PROGRAMS.matcher(key.path()).matches());
  }

  /** Whether what has that name, and lies in no key, would hold a secret. */
  public static boolean isNamed(String name) {
    return NAME.matcher(name).find();
  }

  /** Whether it holds a secret. A number, such as SavePassword = 1, is a setting and none. */
  public static boolean isSecret(RegistryKey key, String name, RegistryValue value) {
    return value.asNumber().isEmpty() && isNamed(key, name);
  }

  /**
   * Refuses a policy's own text for such a value: a policy is read by many and kept for long.
   *
   * @throws IllegalArgumentException with a sentence for the author of the policy
   */
  public static void refuse(RegistryKey key, String name, RegistryValue demanded) {
    if (isSecret(key, name, demanded)) {
      throw new IllegalArgumentException(
          "The value '"
              + name
              + "' of "
              + key
              + " is a secret by its name: a policy cannot say what it holds.");
    }
  }

  /** Whether what the change finds or leaves is a secret. */
  public static boolean isSecret(Change change) {
    return switch (change) {
      case RegistryValueChange value ->
          isSecret(value.key(), value.name(), value.before())
              || isSecret(value.key(), value.name(), value.after());
      case RegistryListChange list -> isNamed(list.key(), list.name());
      default -> false;
    };
  }

  private static boolean isSecret(RegistryKey key, String name, Optional<RegistryValue> value) {
    return value.isPresent() && isSecret(key, name, value.get());
  }
}
