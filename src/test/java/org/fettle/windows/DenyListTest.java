package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenyListTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HKLM\\SOFTWARE\\Fettle",
        "HKLM\\SOFTWARE\\Policies\\Fettle\\Anything",
        "HKLM\\SYSTEM\\CurrentControlSet\\Services",
        "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\LsaExtensionConfig\\LsaSrv",
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest",
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
      })
  void whatOnlyLooksLikeItMayBeWritten(String text) {
    assertThat(DenyList.reason(RegistryKey.parse(text))).isEmpty();
  }

  @Test
  void theRefusalSaysWhy() {
    RegistryKey key = RegistryKey.parse("HKLM\\SYSTEM\\CurrentControlSet\\Services\\X");
    Change change = new RegistryValueChange(key, "Start", Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> Changes.apply(new Fixture().registry(), change))
        .hasMessage(
            "HKLM\\SYSTEM\\CurrentControlSet\\Services\\X\\Start is never written: services are not"
                + " policy.");
  }
}
