package org.fettle.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fettle.check.Client;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.Windows;

/**
 * The facts that policies may name, such as {@code user.sip-domain}, as one view of the machine
 * tells them.
 */
final class Facts {
  /** Where a generation of the client keeps the sign-in address. */
  private record SignIn(Client client, RegistryKey key) {
    SignIn(Client client, String key) {
      this(client, RegistryKey.parse(key));
    }
  }

  private static final List<SignIn> NEWEST_FIRST =
      List.of(
          new SignIn(Client.SFB_2016, "HKCU\\Software\\Microsoft\\Office\\16.0\\Lync"),
          new SignIn(Client.SFB_2015, "HKCU\\Software\\Microsoft\\Office\\15.0\\Lync"),
          new SignIn(Client.LYNC_2010, "HKCU\\Software\\Microsoft\\Communicator"));

  // Nothing that is a wildcard, or that ends a name, wherever a check puts the address.
  private static final Pattern ADDRESS =
      Pattern.compile("[\\p{L}\\p{N}!#$&'+=^_`{}~.-]{1,256}@[\\p{L}\\p{N}.-]{1,255}");

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
    Map<SignIn, String> known = new LinkedHashMap<>();
    for (SignIn signIn : NEWEST_FIRST) {
      windows
          .registry()
          .value(signIn.key(), "ServerSipUri")
          .flatMap(RegistryValue::asText)
          .map(Facts::normalised)
          .filter(address -> ADDRESS.matcher(address).matches())
          .ifPresent(address -> known.put(signIn, address));
    }
    if (known.values().stream().distinct().count() < 2) {
      return known.values().stream().findFirst();
    }
    // What a client that is gone remembers counts less than what one that is there does.
    return known.keySet().stream()
        .filter(signIn -> signIn.client().isInstalled(windows))
        .findFirst()
        .or(() -> known.keySet().stream().findFirst())
        .map(known::get);
  }

  // With or without its scheme, in any case: clients have written both.
  private static String normalised(String address) {
    String bare = address.strip().toLowerCase(Locale.ROOT);
    return bare.startsWith("sip:") ? bare.substring("sip:".length()) : bare;
  }
}
