package org.fettle.windows;

import java.util.LinkedHashMap;
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

  // Where the 32-bit views of x86 and ARM programs lie.
  private static final Pattern NARROW = Pattern.compile("\\\\(wow6432node|wowaa32node)(?=\\\\|$)");

  static {
    deny("hklm\\\\software\\\\(policies\\\\)?fettle", "it is the agent's own configuration");
    deny(
        "hkcr",
        "it shows the classes of the machine and of a user as one; write HKLM\\SOFTWARE\\Classes or"
            + " HKCU\\Software\\Classes");
    deny("hklm\\\\system\\\\[^\\\\]+\\\\services", "services are not policy");
    deny(
        "hklm\\\\system\\\\[^\\\\]+\\\\control\\\\(lsa[^\\\\]*|securityproviders)",
        "it guards the logon");
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
        "hklm\\\\software\\\\(policies\\\\)?microsoft\\\\(windows defender[^\\\\]*|microsoft antimalware[^\\\\]*"
            + "|windows advanced threat protection)",
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
    String path = withoutCase(key.in(View.BITS_64).toString());
    return NARROW.matcher(path).replaceAll("");
  }

  private static void deny(String path, String reason) {
    REASONS.put(Pattern.compile(path + "(\\\\.*)?", Pattern.DOTALL), reason);
  }

  // As equalsIgnoreCase compares: letter by letter, so that no letter outside ASCII stands for one.
  private static String withoutCase(String text) {
    char[] units = text.toCharArray();
    for (int i = 0; i < units.length; i++) {
      units[i] = Character.toLowerCase(Character.toUpperCase(units[i]));
    }
    return new String(units);
  }
}
