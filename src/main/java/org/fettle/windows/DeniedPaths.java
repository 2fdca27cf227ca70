package org.fettle.windows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files and folders of {@link DenyList}. The rules know the folders as Windows lays them out;
 * the seam asks them once more, about the place where what it opened really lies.
 */
final class DeniedPaths {
  private static final Map<Pattern, String> REASONS = new LinkedHashMap<>();

  private static final String BELOW = "(\\\\.*)?";
  private static final String PROFILE = "(users|profiles|documents and settings)\\\\[^\\\\]+";

  // Wherever it lies: profiles may be on another drive, and Folder Redirection moves parts of one.
  private static final String APP_DATA =
      "(.*\\\\)?(appdata|(appdata\\\\)?(local|locallow|roaming)|application data)";
  private static final String PROGRAM_FILES = "program files( \\((x86|arm)\\))?";

  private static final Pattern HOSTS =
      Pattern.compile("windows\\\\system32\\\\drivers\\\\etc\\\\hosts(\\.fettle-\\d+)?");

  static {
    String secrets = "it holds keys and secrets";
    deny("", "it is the root of a drive");
    deny("(" + PROGRAM_FILES + "|programdata)\\\\fettle" + BELOW, "it is the agent's own");
    deny(".*\\\\microsoft\\\\(crypto|protect|credentials|vault|ngc)" + BELOW, secrets);
    deny(".*\\\\microsoft\\\\systemcertificates" + BELOW, secrets);
    deny("(.*\\\\)?(ntuser|usrclass)\\.(dat|man|ini|pol)[^\\\\]*", "it is a hive of the registry");
    deny("windows" + BELOW, "it is a part of Windows");
    deny(
        "(system volume information|\\$recycle\\.bin|recovery|boot|efi)" + BELOW,
        "it is a part of Windows");
    deny(
        "bootmgr|bootnxt|(page|swap)file\\.sys|hiberfil\\.sys|users|profiles|documents and settings|programdata|"
            + PROGRAM_FILES
            + "(\\\\common files)?",
        "it is a part of Windows");
    deny(PROFILE + "|" + APP_DATA, "it holds all that a user has");
    // They hold what is above; the last, a user's classes.
    deny("(programdata|" + APP_DATA + ")\\\\microsoft", secrets);
    deny(APP_DATA + "\\\\microsoft\\\\windows", "it holds a hive of the registry");
    deny(
        "(programdata\\\\microsoft|"
            + PROGRAM_FILES
            + ")\\\\(windows defender[^\\\\]*|windows security[^\\\\]*|microsoft security client)"
            + BELOW,
        "it is a part of Defender");
    deny(
        "("
            + PROGRAM_FILES
            + "\\\\(microsoft intune management extension|sms_ccm)"
            + "|programdata\\\\microsoft\\\\(intunemanagementextension|group policy))"
            + BELOW,
        "it is how admins reach the machine");
    // The folder at each drive's root where Sysmon keeps deleted files unless told another.
    deny("sysmon" + BELOW, "it logs what happens on the machine");
  }

  private DeniedPaths() {}

  static Optional<String> reason(String path) {
    LocalPath local;
    try {
      local = LocalPath.parse(path);
    } catch (WindowsException e) {
      return Optional.of("it is no plain path on a drive of this machine");
    }
    if (local.hasShortName()) {
      return Optional.of("a short name, such as PROGRA~1, can stand for anything");
    }
    String names = DenyList.withoutCase(String.join("\\", local.names()));
    if (HOSTS.matcher(names).matches()) {
      return Optional.empty();
    }
    return REASONS.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(names).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static void deny(String names, String reason) {
    REASONS.put(Pattern.compile(names, Pattern.DOTALL), reason);
  }
}
