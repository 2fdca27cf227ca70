package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {
  private static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");
  private static final RegistryValue TEXT = RegistryValue.text("hunter2");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProxyPassword",
        "passwd",
        "ProxyPwd",
        "Passphrase",
        "passcode",
        "ClientSecret",
        "Credentials",
        "AuthCookie",
        "Token",
        "RefreshTokens",
        "api_key",
        "PrivateKey",
        "PIN",
        "pin",
        "UserPin",
        "UserPIN",
        "PINCode",
        "pin_code",
        "PSK",
        "WlanPsk",
      })
  void aValueOrAKeyOfSuchANameIsSecret(String name) {
    assertThat(SecretNames.isSecret(KEY, name, TEXT)).isTrue();
    assertThat(SecretNames.isSecret(KEY.child(name), "bob", TEXT)).isTrue();
    assertThat(SecretNames.isSecret(KEY.child(name + "\\Below"), "bob", TEXT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mapping",
        "MAPPING",
        "pinned",
        "Pinned",
        "Spinner",
        "PINS",
        "StopSkype",
        "TASKSKIP",
        "TrustModelData",
        "PassThrough",
        "KeyboardLayout",
        "",
      })
  void whatOnlySoundsLikeItIsNot(String name) {
    assertThat(SecretNames.isSecret(KEY, name, TEXT)).isFalse();
  }

  @Test
  void aNumberIsASetting() {
    assertThat(SecretNames.isSecret(KEY, "SavePassword", RegistryValue.dword(1))).isFalse();
    assertThat(SecretNames.isSecret(KEY, "SavePassword", RegistryValue.qword(1))).isFalse();
    assertThat(SecretNames.isSecret(KEY, "Password", RegistryValue.binary(new byte[] {1})))
        .isTrue();
    assertThat(SecretNames.isSecret(KEY, "Password", RegistryValue.of(4, new byte[] {1}))).isTrue();
  }

  @Test
  void theListOfInstalledProgramsIsNoSecret() {
    RegistryKey programs =
        RegistryKey.parse(
            "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\1Password");
    assertThat(SecretNames.isSecret(programs, "DisplayName", TEXT)).isFalse();
    assertThat(SecretNames.isSecret(programs, "Password", TEXT)).isTrue();
  }

  @Test
  void aChangeIsSecretByWhatItFindsAndByWhatItLeaves() {
    Optional<RegistryValue> some = Optional.of(TEXT);
    Optional<RegistryValue> none = Optional.empty();
    assertThat(SecretNames.isSecret(new RegistryValueChange(KEY, "Password", some, none))).isTrue();
    assertThat(SecretNames.isSecret(new RegistryValueChange(KEY, "Password", none, some))).isTrue();
    assertThat(
            SecretNames.isSecret(
                new RegistryValueChange(
                    KEY, "Password", none, Optional.of(RegistryValue.dword(1)))))
        .isFalse();
    assertThat(SecretNames.isSecret(new RegistryListChange(KEY, "Token", ",", none, some)))
        .isTrue();
    assertThat(SecretNames.isSecret(new RegistryKeyChange(KEY.child("Passwords"), true, false)))
        .isFalse();
  }

  @Test
  void theRefusalDoesNotTellTheSecret() {
    for (RegistryValue secret : List.of(TEXT, RegistryValue.texts(List.of("hunter2")))) {
      assertThatThrownBy(() -> SecretNames.refuse(KEY, "Password", secret))
          .hasMessage(
              "The value 'Password' of HKLM\\SOFTWARE\\Contoso is a secret by its name: a policy"
                  + " cannot say what it holds.");
    }
    SecretNames.refuse(KEY, "Password", RegistryValue.dword(1));
  }
}
