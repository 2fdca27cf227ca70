package org.fettle.windows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services no policy may change: what guards the machine, what logs, and what neither Windows
 * nor those who manage it can do without. Names of Microsoft's own documentation.
 */
final class DeniedServices {
  private static final int LONGEST_NAME = 256; // Microsoft, CreateServiceW

  private static final Map<String, String> REASONS = new HashMap<>();

  static {
    deny("it is the agent itself", "fettle");
    deny(
        "it is part of Defender",
        "windefend",
        "wdnissvc",
        "wdboot",
        "wdfilter",
        "wdnisdrv",
        "sense",
        "mssecflt",
        "mdcoresvc",
        "webthreatdefsvc",
        "securityhealthservice",
        "wscsvc",
        "sgrmbroker");
    deny("it is part of the firewall", "mpssvc", "bfe", "mpsdrv");
    deny("it decides which programs may run", "appidsvc", "appid", "applockerfltr");
    deny("it logs what happens on the machine", "eventlog", "wecsvc", "sysmon", "sysmon64");
    deny(
        "it guards the logon", "samss", "netlogon", "ntds", "kdc", "lsm", "profsvc", "usermanager");
    deny("it guards keys and passwords", "keyiso", "vaultsvc", "cryptsvc", "ngcsvc", "ngcctnrsvc");
    deny(
        "it is how admins reach the machine",
        "gpsvc",
        "winmgmt",
        "schedule",
        "ccmexec",
        "intunemanagementextension");
    deny("it installs updates of Windows", "trustedinstaller");
    deny(
        "Windows does not run without it",
        "rpcss",
        "rpceptmapper",
        "dcomlaunch",
        "plugplay",
        "power",
        "brokerinfrastructure",
        "systemeventsbroker",
        "coremessagingregistrar",
        "staterepository");
  }

  private DeniedServices() {}

  /** Why the service may not be changed; empty when it may. The name is in lower case. */
  static Optional<String> reason(String name) {
    boolean isName =
        !name.isBlank()
            && name.length() <= LONGEST_NAME
            && name.chars()
                .noneMatch(unit -> unit == '/' || unit == '\\' || Character.isISOControl(unit));
    return isName
        ? Optional.ofNullable(REASONS.get(name.strip()))
        : Optional.of("that is no name of a service");
  }

  /** All their names, in lower case. */
  static Set<String> names() {
    return Set.copyOf(REASONS.keySet());
  }

  private static void deny(String reason, String... names) {
    List.of(names).forEach(name -> REASONS.put(name, reason));
  }
}
