package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fettle.windows.Service.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenyListTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HKLM\\SOFTWARE\\Fettle",
        "HKLM\\SOFTWARE\\Policies\\Fettle",
        "HKLM\\SOFTWARE\\Policies\\Fettle\\Anything",
        "HKLM\\SYSTEM\\CurrentControlSet\\Services",
        "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\LsaExtensionConfig\\LsaSrv",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager",
        "HKCR",
        "HKCR\\Fettle",
        "HKCR32\\CLSID",
        "HKLM\\SAM\\SAM",
        "HKLM\\SECURITY",
        "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
        "HKCU\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
        "HKU\\S-1-5-21-1\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
        "HKU\\S-1-5-18\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
        "HKU\\.DEFAULT\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
        "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\lync.exe",
        "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SilentProcessExit\\lync.exe",
        "HKLM\\SOFTWARE\\Microsoft\\Windows Defender",
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Exclusions",
        "HKLM\\SOFTWARE\\Microsoft\\Windows Defender Security Center\\App",
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection",
        "HKLM\\SOFTWARE\\Microsoft\\Microsoft Antimalware\\Exclusions",
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile",
        "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates",
        "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed\\CTLs",
        "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\CA\\CRLs",
        "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\My\\Keys",
        "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\PhysicalStores",
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root\\Certificates",
        "HKLM\\SOFTWARE\\Microsoft\\EnterpriseCertificates\\Root\\Certificates",
        "HKCU\\Software\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots",
        "HKCU\\Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPublisher\\Certificates",
        "HKU\\S-1-5-18\\Software\\Microsoft\\SystemCertificates\\My\\Certificates",
      })
  void nothingBelowTheseIsEverWritten(String text) {
    assertThat(DenyList.reason(RegistryKey.parse(text))).isPresent();
    assertThat(DenyList.reason(RegistryKey.parse(text).child("Child").child("Below"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hkey_local_machine\\software\\FETTLE",
        "HKLM32\\SOFTWARE\\Fettle",
        "HKLM32\\SOFTWARE\\Policies\\Fettle",
        "HKLM\\SOFTWARE\\WOW6432Node\\Policies\\Fettle",
        "HKLM\\SOFTWARE\\WOW6432Node\\Fettle",
        "HKLM32\\SOFTWARE\\Wow6432Node\\Policies\\Fettle",
        "HKLM\\SOFTWARE\\WowAA32Node\\Fettle",
        "HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
        "HKLM32\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\a.exe",
        "HKCU\\Software\\WOW6432Node\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
        "HKLM\\SYSTEM\\ControlSet001\\Services\\Evil",
        "HKLM\\SYSTEM\\ControlSet002\\Control\\Lsa",
        "HKLM\\SYSTEM\\LastKnownGood\\Control\\Session Manager",
        "HKLM\\\u017Foftware\\Fettle",
      })
  void noOtherSpellingGetsRoundIt(String text) {
    assertThat(DenyList.reason(RegistryKey.parse(text))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HKLM\\SOFTWARE",
        "HKLM\\SOFTWARE\\Fettle2",
        "HKLM\\SOFTWARE\\Contoso\\Fettle",
        "HKCU\\Software\\Fettle",
        "HKLM\\SYSTEM\\CurrentControlSet",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2",
        "HKLM\\SYSTEM\\CurrentControlSet\\ServicesX",
        "HKLM\\SOFTWARE\\Services",
        "HKLM\\SAMPLE",
        "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion",
        "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Winlogon",
        "HKLM\\SOFTWARE\\Microsoft\\Windows",
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\Office\\16.0\\Lync",
        "HKLM\\SOFTWARE\\Classes\\Fettle",
        "HKCU\\Software\\Microsoft\\Office\\16.0\\Lync",
        "HKLM\\SOFTWARE\\WOW6432NodeFettle",
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot",
        "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\AuthRoot\\AutoUpdate",
      })
  void whatOnlyLooksLikeItMayBeWritten(String text) {
    assertThat(DenyList.reason(RegistryKey.parse(text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Fettle, it is the agent itself",
    "WinDefend, it is part of Defender",
    "WdNisSvc, it is part of Defender",
    "WdBoot, it is part of Defender",
    "WdFilter, it is part of Defender",
    "WdNisDrv, it is part of Defender",
    "Sense, it is part of Defender",
    "MsSecFlt, it is part of Defender",
    "MDCoreSvc, it is part of Defender",
    "webthreatdefsvc, it is part of Defender",
    "SecurityHealthService, it is part of Defender",
    "wscsvc, it is part of Defender",
    "SgrmBroker, it is part of Defender",
    "mpssvc, it is part of the firewall",
    "BFE, it is part of the firewall",
    "mpsdrv, it is part of the firewall",
    "AppIDSvc, it decides which programs may run",
    "AppID, it decides which programs may run",
    "applockerfltr, it decides which programs may run",
    "EventLog, it logs what happens on the machine",
    "Wecsvc, it logs what happens on the machine",
    "Sysmon, it logs what happens on the machine",
    "Sysmon64, it logs what happens on the machine",
    "SamSs, it guards the logon",
    "Netlogon, it guards the logon",
    "NTDS, it guards the logon",
    "Kdc, it guards the logon",
    "LSM, it guards the logon",
    "ProfSvc, it guards the logon",
    "UserManager, it guards the logon",
    "KeyIso, it guards keys and passwords",
    "VaultSvc, it guards keys and passwords",
    "CryptSvc, it guards keys and passwords",
    "NgcSvc, it guards keys and passwords",
    "NgcCtnrSvc, it guards keys and passwords",
    "gpsvc, it is how admins reach the machine",
    "Winmgmt, it is how admins reach the machine",
    "Schedule, it is how admins reach the machine",
    "CcmExec, it is how admins reach the machine",
    "IntuneManagementExtension, it is how admins reach the machine",
    "TrustedInstaller, it installs updates of Windows",
    "RpcSs, Windows does not run without it",
    "RpcEptMapper, Windows does not run without it",
    "DcomLaunch, Windows does not run without it",
    "PlugPlay, Windows does not run without it",
    "Power, Windows does not run without it",
    "BrokerInfrastructure, Windows does not run without it",
    "SystemEventsBroker, Windows does not run without it",
    "CoreMessagingRegistrar, Windows does not run without it",
    "StateRepository, Windows does not run without it",
  })
  void theseServicesAreNeverChanged(String name, String reason) {
    assertThat(DenyList.reasonForService(name)).contains(reason);
    assertThat(DenyList.reasonForService(name.toUpperCase(Locale.ROOT))).contains(reason);
    assertThat(new ServiceStartTypeChange(name, Start.AUTOMATIC, Start.DISABLED).forbidden())
        .contains(reason);
    assertThat(new ServiceRunningChange(name, true, false).forbidden()).contains(reason);
  }

  @Test
  void everyServiceThatIsDeniedIsTriedHere() throws NoSuchMethodException {
    CsvSource tried =
        DenyListTest.class
            .getDeclaredMethod("theseServicesAreNeverChanged", String.class, String.class)
            .getAnnotation(CsvSource.class);
    assertThat(tried.value())
        .extracting(line -> line.split(",", 2)[0].strip().toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrderElementsOf(DeniedServices.names());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LocalMachine\\Disallowed",
        "CurrentUser\\disallowed",
        "LocalMachine\\TRUSTEDPUBLISHER",
        "CurrentUser\\TrustedPublisher",
        "LocalMachine\\AuthRoot",
        "CurrentUser\\AuthRoot",
        "currentuser\\ROOT",
      })
  void noCertificateIsPutIntoTheseStoresOrTakenOut(String text) {
    assertThat(DenyList.reason(CertificateStore.parse(text))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "WinDefend\0", "a\\b", "a/b", "WinDefend ", "\u017Fense", "WinDefend\n"})
  void noOtherSpellingOfAServiceGetsRoundIt(String name) {
    assertThat(DenyList.reasonForService(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"msoidsvc", "W32Time", "Spooler", "FettleHelper", "Sense2", "x"})
  void otherServicesMayBeChanged(String name) {
    assertThat(DenyList.reasonForService(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LocalMachine\\Root",
        "LocalMachine\\CA",
        "CurrentUser\\CA",
        "CurrentUser\\My",
        "LocalMachine\\Disallowed2",
      })
  void otherStoresMayBeWritten(String text) {
    assertThat(DenyList.reason(CertificateStore.parse(text))).isEmpty();
  }

  @Test
  void theRefusalSaysWhy() {
    RegistryKey key = RegistryKey.parse("HKLM\\SYSTEM\\CurrentControlSet\\Services\\X");
    Change change = new RegistryValueChange(key, "Start", Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> Changes.apply(new Fixture().windows(), change))
        .hasMessage(
            "HKLM\\SYSTEM\\CurrentControlSet\\Services\\X\\Start is never written: services are not"
                + " policy.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WindowsLive:target=virtualapp/didlogical",
        "virtualapp/didlogical",
        "SSO_POP_Device",
        "SSO_POP_User",
        "MicrosoftAccount:target=SSO_POP_User",
        "TERMSRV/server.contoso.com",
        "git:https://github.com",
        "Adobe App Info (Part1)",
      })
  void theseCredentialsAreNeverRemoved(String target) {
    for (String spelling :
        List.of(
            target,
            target.toUpperCase(Locale.ROOT),
            target.toLowerCase(Locale.ROOT),
            "LegacyGeneric:target=" + target,
            "legacygeneric:TARGET=" + target,
            "LegacyGeneric:target=LegacyGeneric:target=" + target)) {
      assertThat(DenyList.reason(credential(spelling, Credential.Type.GENERIC)))
          .as(spelling)
          .isPresent();
      assertThat(DenyList.reason(credential(spelling, Credential.Type.GENERIC_CERTIFICATE)))
          .as(spelling)
          .isPresent();
      assertThat(DenyList.reasonForTarget(spelling)).as(spelling).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Credential.Type.class,
      names = {"GENERIC", "GENERIC_CERTIFICATE"},
      mode = EnumSource.Mode.EXCLUDE)
  void credentialsOfTheDomainAreNeverRemovedWhateverTheyAreCalled(Credential.Type type) {
    assertThat(
            DenyList.reason(credential("Microsoft_OC1:uri=anna@contoso.com:specific:OCS:1", type)))
        .contains("Windows itself signs in to other computers with it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Microsoft_OC1:uri=anna@contoso.com:specific:OCS:1",
        "MicrosoftOffice16_Data:SSPI:anna@contoso.com",
        "MS.Outlook:anna@contoso.com:PUT",
        "msteams_adalsso/adal_context_0",
        "OneDrive Cached Credential",
        "teamsIv/teams",
        "LegacyGeneric:target=teamsIv/teams",
        "gitlab",
        "TERMSRV",
        "ContosoAdobe",
        "Contoso git:x",
      })
  void otherCredentialsMayBeRemoved(String target) {
    assertThat(DenyList.reason(credential(target, Credential.Type.GENERIC))).isEmpty();
  }

  private static Credential credential(String target, Credential.Type type) {
    return new Credential(
        target, type, Optional.empty(), Credential.Persistence.ENTERPRISE, Instant.EPOCH);
  }
}
