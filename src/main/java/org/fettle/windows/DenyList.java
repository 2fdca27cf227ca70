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
  private static final Map<Pattern, String> TARGETS = new LinkedHashMap<>();

  // cmdkey and CRED_ENUMERATE_ALL_CREDENTIALS name a credential with what it belongs to before it.
  private static final Pattern NAMESPACE = Pattern.compile("^([^:=]*:target=)+");

  private static final Map<String, String> STORES =
      Map.of(
          "Disallowed", "it holds what must not be trusted, and taking one out would trust it",
          "TrustedPublisher", "programs signed with what it holds run without a question",
          "AuthRoot", "Windows itself keeps the roots of Microsoft's programme in it");

  // Where the 32-bit views of x86 and ARM programs lie.
  private static final Pattern NARROW = Pattern.compile("\\\\(wow6432node|wowaa32node)(?=\\\\|$)");

  static {
    deny("hklm\\\\software\\\\(policies\\\\)?fettle", "it is the agent's own configuration");
    deny(
        "hkcr",
        "it shows the classes of the machine and of a user as one; write HKLM\\SOFTWARE\\Classes or"
            + " HKCU\\Software\\Classes");
    deny("hklm\\\\system\\\\[^\\\\]+\\\\services", "services are not policy");
    // Which versions of TLS are on loads nothing.
    deny(
        "hklm\\\\system\\\\[^\\\\]+\\\\control\\\\(lsa[^\\\\]*|securityproviders(?!\\\\schannel\\\\protocols\\\\))",
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
    denyTarget("virtualapp/didlogical", "Windows keeps its own identity in it");
    denyTarget("sso_pop_(device|user).*", "it signs Windows in to its own account");
    denyTarget("termsrv/.*", "it belongs to Remote Desktop");
    denyTarget("git:.*", "it belongs to Git");
    denyTarget("adobe.*", "it belongs to Adobe's programs");
    // The blobs themselves; settings such as DisableRootAutoUpdate lie beside them.
    deny(
        "(hklm|hkcu|hku\\\\[^\\\\]+)\\\\software\\\\(policies\\\\)?microsoft\\\\"
            + "(systemcertificates|enterprisecertificates)\\\\[^\\\\]+\\\\"
            + "(certificates|crls|ctls|keys|physicalstores|protectedroots)",
        "it is the inside of a certificate store, which the kinds for certificates write");
  }

  private DenyList() {}

  /**
   * Why the key may not be written; empty when it may. The 32-bit view and redirected paths are
   * looked through.
   */
  public static Optional<String> reason(RegistryKey key) {
    String path = canonical(key);
    return first(REASONS, path);
  }

  /** Why the credential may not be removed; empty when it may. */
  public static Optional<String> reason(Credential credential) {
    return switch (credential.type()) {
      case GENERIC, GENERIC_CERTIFICATE -> reasonForTarget(credential.target());
      case DOMAIN_PASSWORD, DOMAIN_CERTIFICATE, DOMAIN_VISIBLE_PASSWORD, DOMAIN_EXTENDED ->
          Optional.of("Windows itself signs in to other computers with it");
    };
  }

  /** Why no credential of that name may be removed, whatever its type; empty where one may. */
  public static Optional<String> reasonForTarget(String target) {
    String bare = NAMESPACE.matcher(withoutCase(target)).replaceFirst("");
    return first(TARGETS, bare);
  }

  /** Why the store may not be written; empty when it may. */
  public static Optional<String> reason(CertificateStore store) {
    if (store.isCalled("Root") && store.location() == CertificateStore.Location.CURRENT_USER) {
      return Optional.of(
          "Windows asks the person on the screen about each root of their own; write"
              + " LocalMachine\\Root");
    }
    return STORES.entrySet().stream()
        .filter(entry -> store.isCalled(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Why the file or folder may not be written; empty when it may. */
  public static Optional<String> reasonForPath(String path) {
    return DeniedPaths.reason(path);
  }

  /** Why the content of the file may not be edited; empty when it may. */
  public static Optional<String> reasonForContent(String path) {
    return DeniedContents.reason(path);
  }

  /** The same of a path with %VARIABLES%, so far as it can be told without their values. */
  public static Optional<String> reasonForContentAsWritten(String path) {
    return DeniedContents.reasonAsWritten(path);
  }

  /** Why the service may not be changed; empty when it may. */
  public static Optional<String> reasonForService(String name) {
    return DeniedServices.reason(withoutCase(name));
  }

  private static Optional<String> first(Map<Pattern, String> reasons, String text) {
    return reasons.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(text).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String canonical(RegistryKey key) {
    String path = withoutCase(key.in(View.BITS_64).toString());
    return NARROW.matcher(path).replaceAll("");
  }

  private static void denyTarget(String target, String reason) {
    TARGETS.put(Pattern.compile(target, Pattern.DOTALL), reason);
  }

  private static void deny(String path, String reason) {
    REASONS.put(Pattern.compile(path + "(\\\\.*)?", Pattern.DOTALL), reason);
  }

  // As equalsIgnoreCase compares: letter by letter, so that no letter outside ASCII stands for one.
  static String withoutCase(String text) {
    char[] units = text.toCharArray();
    for (int i = 0; i < units.length; i++) {
      units[i] = Character.toLowerCase(Character.toUpperCase(units[i]));
    }
    return new String(units);
  }
}
