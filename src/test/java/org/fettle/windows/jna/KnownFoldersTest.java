package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.Test;

@OnWindows
class KnownFoldersTest {
  private static final RegistryKey SHELL_FOLDERS =
      RegistryKey.parse(
          "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders");

  @Test
  void windowsIsAskedWhereItsFoldersAre() {
    assertThat(KnownFolders.ofSelf()).containsOnlyKeys("USERPROFILE", "APPDATA", "LOCALAPPDATA");
    assertThat(KnownFolders.ofMachine())
        .containsKeys("PROGRAMDATA", "PROGRAMFILES", "PUBLIC", "SYSTEMROOT", "WINDIR");
    KnownFolders.ofSelf()
        .values()
        .forEach(path -> assertThat(Files.isDirectory(Path.of(path))).isTrue());
    KnownFolders.ofMachine()
        .values()
        .forEach(path -> assertThat(Files.isDirectory(Path.of(path))).isTrue());
  }

  @Test
  void theEnvironmentOfTheOwnAccountIsWhatWindowsSays() {
    try (JnaWindows windows = JnaWindows.open()) {
      User self = windows.users().self().orElseThrow();
      KnownFolders.ofSelf()
          .forEach((variable, path) ->
              assertThat(windows.as(self).files().expand('%' + variable + '%')).isEqualTo(path));
    }
  }

  @Test
  void aFolderThatTheHiveSaysIsOnAServerIsThere() {
    User self;
    try (JnaWindows windows = JnaWindows.open()) {
      self = windows.users().self().orElseThrow();
    }
    JnaRegistry hive = new JnaRegistry(Optional.of(self));
    Optional<RegistryValue> before = hive.value(SHELL_FOLDERS, "AppData");
    try {
      hive.create(SHELL_FOLDERS);
      hive.set(SHELL_FOLDERS, "AppData", RegistryValue.text("\\\\server\\profiles\\anna"));
      assertThat(JnaEnvironment.of(hive, Optional.of(self), false).expand("%APPDATA%\\x"))
          .isEqualTo("\\\\server\\profiles\\anna\\x");
    } finally {
      before.ifPresentOrElse(
          value -> hive.set(SHELL_FOLDERS, "AppData", value),
          () -> hive.unset(SHELL_FOLDERS, "AppData"));
      hive.close();
    }
  }
}
