package org.fettle.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.User;
import org.fettle.windows.Windows;

/**
 * The facts that policies may name, such as {@code user.sip-domain}, as one view of the machine
 * tells them.
 */
final class Facts {
  // Where each client generation keeps the sign-in address, newest first: Skype for Business 2016
  // and later, Lync 2013,
  // Lync 2010.
  private static final List<RegistryKey> SIGN_IN_KEYS =
      List.of(
          RegistryKey.parse("HKCU\\Software\\Microsoft\\Office\\16.0\\Lync"),
          RegistryKey.parse("HKCU\\Software\\Microsoft\\Office\\15.0\\Lync"),
          RegistryKey.parse("HKCU\\Software\\Microsoft\\Communicator"));

  private final Windows windows;

  Facts(Windows windows) {
    this.windows = windows;
  }

  /** The fact of that name; empty when it is not known here. */
  Optional<String> fact(String name) {
    return switch (name) {
      case "machine.name" -> Optional.of(windows.facts().name());
      case "machine.domain" -> windows.facts().domain();
      case "machine.windows-version" -> Optional.of(windows.facts().windowsVersion());
      case "machine.architecture" -> Optional.of(windows.facts().architecture());
      case "user.name" -> windows.user().map(User::name);
      case "user.sid" -> windows.user().map(User::sid);
      case "user.sip-address" -> sipAddress();
      case "user.sip-domain" ->
          sipAddress().map(address -> address.substring(address.lastIndexOf('@') + 1));
      default -> Optional.empty();
    };
  }

  private Optional<String> sipAddress() {
    if (windows.user().isEmpty()) {
      return Optional.empty();
    }
    return SIGN_IN_KEYS.stream()
        .flatMap(key -> windows.registry().value(key, "ServerSipUri").stream())
        .flatMap(value -> value.asText().stream())
        .map(Facts::normalised)
        .filter(address -> address.matches("[^@\\s]+@[^@\\s]+"))
        .findFirst();
  }

  // With or without its scheme, in any case: clients have written both.
  private static String normalised(String address) {
    String bare = address.strip().toLowerCase(Locale.ROOT);
    return bare.startsWith("sip:") ? bare.substring("sip:".length()) : bare;
  }
}
