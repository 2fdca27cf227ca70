package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedKeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HKLM\\SOFTWARE",
        "HKLM\\SOFTWARE\\Contoso",
        "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run",
        "HKLM\\SOFTWARE\\PoliciesX",
        "HKLM\\SOFTWARE\\Classes\\CLSID\\{1}",
        "HKCR\\Interface",
        "HKCU\\Software\\Classes\\CLSID",
        "HKU\\S-1-5-21-1\\Software\\Classes\\CLSID",
        "HKU\\S-1-5-21-1_Classes\\CLSID",
      })
  void theseAreKeptTwice(String text) {
    assertThat(SharedKeys.isKeptTwice(RegistryKey.parse(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HKLM\\SYSTEM\\CurrentControlSet",
        "HKLM\\SOFTWARE\\Policies\\Contoso",
        "HKLM\\software\\microsoft\\windows\\currentversion\\POLICIES\\System",
        "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Fonts",
        "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\FontSubstitutes",
        "HKLM\\SOFTWARE\\WOW6432Node\\Contoso",
        "HKLM\\SOFTWARE\\Classes\\lync",
        "HKLM\\SOFTWARE\\Classes\\WOW6432Node\\CLSID",
        "HKCR\\lync",
        "HKCU\\Software\\Contoso",
        "HKU\\S-1-5-21-1\\Software\\Policies",
      })
  void theseAreShared(String text) {
    assertThat(SharedKeys.isKeptTwice(RegistryKey.parse(text))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "HKLM\\SOFTWARE\\Contoso, HKLM\\SOFTWARE\\Contoso",
    "HKLM32\\SOFTWARE\\Contoso, HKLM\\SOFTWARE\\WOW6432Node\\Contoso",
    "HKLM\\SOFTWARE\\WOW6432Node\\Contoso, HKLM\\SOFTWARE\\WOW6432Node\\Contoso",
    "HKLM32\\SOFTWARE\\Policies\\X, HKLM\\SOFTWARE\\Policies\\X",
    "HKLM\\SOFTWARE\\Wow6432Node\\Policies\\X, HKLM\\SOFTWARE\\Policies\\X",
    "HKLM32\\SOFTWARE\\WOW6432Node\\Policies\\X, HKLM\\SOFTWARE\\Policies\\X",
    "HKLM\\SOFTWARE\\WOW6432Node, HKLM\\SOFTWARE\\WOW6432Node",
    "HKLM\\SOFTWARE\\WOW6432NodeX\\Policies, HKLM\\SOFTWARE\\WOW6432NodeX\\Policies",
    "HKLM\\SOFTWARE\\WOW6432Node\\Classes\\CLSID\\{1}, HKLM\\SOFTWARE\\Classes\\WOW6432Node\\CLSID\\{1}",
    "HKCR\\lync, HKLM\\SOFTWARE\\Classes\\lync",
    "HKCR32\\CLSID, HKLM\\SOFTWARE\\Classes\\WOW6432Node\\CLSID",
    "HKCU\\Software\\X, HKCU\\Software\\X",
    "HKCU32\\Software\\Classes\\CLSID, HKCU\\Software\\Classes\\WOW6432Node\\CLSID",
    "HKU\\S-1-5-21-1_Classes\\lync, HKU\\S-1-5-21-1\\Software\\Classes\\lync",
    "HKU32\\S-1-5-21-1_Classes\\CLSID, HKU\\S-1-5-21-1\\Software\\Classes\\WOW6432Node\\CLSID",
    "HKU\\_Classes\\lync, HKU\\_Classes\\lync",
    "HKU\\.DEFAULT, HKU\\.DEFAULT",
  })
  void allNamesOfAKeyComeToOnePlace(String text, String place) {
    assertThat(SharedKeys.place(RegistryKey.parse(text))).isEqualTo(RegistryKey.parse(place));
  }
}
