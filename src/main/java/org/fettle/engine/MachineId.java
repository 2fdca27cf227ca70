package org.fettle.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.Windows;

/**
 * What tells this machine from every other, for as long as its Windows is installed. Fleets are
 * spread by it, with no server that would have to hand out shares.
 */
public record MachineId(String text) {
  private static final RegistryKey CRYPTOGRAPHY =
      RegistryKey.parse("HKLM\\SOFTWARE\\Microsoft\\Cryptography");

  /** That machine's. */
  public static MachineId of(Windows machine) {
    // MachineGuid is made by Windows' set-up and stays with the installation; braces are a known
    // fault, not a difference.
    return new MachineId(
        machine
            .registry()
            .value(CRYPTOGRAPHY, "MachineGuid")
            .flatMap(value -> value.asText())
            .map(text -> text.replace("{", "").replace("}", ""))
            .filter(text -> !text.isBlank())
            .orElseGet(() -> machine.facts().name()));
  }

  /** A number from 0 to one below {@code parts}, always the same for the same salt. */
  public int share(String salt, int parts) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + '\n' + text).getBytes(StandardCharsets.UTF_8));
      int number = ((hash[0] & 0xFF) << 16) | ((hash[1] & 0xFF) << 8) | (hash[2] & 0xFF);
      return number % parts;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
