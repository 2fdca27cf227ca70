package org.fettle.windows;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What no policy may ever write, however it is signed: with a right to these an attacker who got
 * hold of a policy would own the machine, or blind those who watch it. Reading is allowed where
 * Windows allows it.
 */
public final class DenyList {
  private static final Map<Pattern, String> REASONS = new LinkedHashMap<>();

  static {
    deny("hklm\\\\software\\\\(policies\\\\)?fettle", "it is the agent's own configuration");
    deny("hklm\\\\system\\\\[^\\\\]+\\\\services", "services are not policy");
    deny("hklm\\\\system\\\\[^\\\\]+\\\\control\\\\(lsa|securityproviders)", "it guards the logon");
    deny(
        "hklm\\\\system\\\\[^\\\\]+\\\\control\\\\session manager",
        "it decides what starts with Windows");
    deny("hklm\\\\(sam|security)", "it holds accounts and secrets");
    deny(
        "(hklm|hkcu|hku\\\\[^\\\\]+)\\\\software\\\\microsoft\\\\windows nt\\\\currentversion\\\\winlogon",
        "it guards the logon");
    deny(
        "hklm\\\\software\\\\microsoft\\\\windows nt\\\\currentversion\\\\(image file execution options"
            + "|silentprocessexit)",
        "it can replace any program");
    deny(
        "hklm\\\\software\\\\(policies\\\\)?microsoft\\\\(windows defender.*|microsoft antimalware.*)",
        "it configures Defender");
    deny(
        "hklm\\\\software\\\\(policies\\\\)?microsoft\\\\windowsfirewall",
        "it configures the firewall");
  }

  private DenyList() {}

  /**
   * Why the key may not be written; empty when it may. The 32-bit view and redirected paths are
   * looked through.
   */
  public static Optional<String> reason(RegistryKey key) {
    String path = canonical(key);
    return REASONS.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(path).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String canonical(RegistryKey key) {
    String path = key.in(View.BITS_64).toString().toLowerCase(Locale.ROOT);
    return path.replace("\\wow6432node", "").replace("\\wowaa32node", "");
  }

  private static void deny(String path, String reason) {
    REASONS.put(Pattern.compile(path + "(\\\\.*)?", Pattern.DOTALL), reason);
  }
}
