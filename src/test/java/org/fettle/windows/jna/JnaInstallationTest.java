package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fettle.windows.OwnInstallation;
import org.fettle.windows.OwnInstallation.Trust;
import org.fettle.windows.WindowsException;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Windows tells of an installation, on one that is there for a test. */
@OnWindows
class JnaInstallationTest {
  private static final String NAME = "FettleInstallationTest";
  private static final Path JVM =
      Path.of(System.getProperty("java.home"), "bin", "server", "jvm.dll");

  private final OwnInstallation installation = new JnaInstallation();

  @TempDir Path folder;

  @Test
  void aServicesCommandIsReadAndSet() {
    String bare = "C:\\Program Files\\Some Folder\\fettled.exe -x";
    try (SeededService service = SeededService.create(NAME, bare)) {
      assertThat(service).isNotNull();
      assertThat(installation.command(NAME)).contains(bare);
      String quoted = "\"C:\\Program Files\\Some Folder é 日本\\fettled.exe\" -x";
      installation.setCommand(NAME, quoted);
      assertThat(installation.command(NAME)).contains(quoted);
    }
  }

  @Test
  void aServiceThatIsNotThereHasNone() {
    assertThat(installation.command(NAME)).isEmpty();
    assertThatThrownBy(() -> installation.setCommand(NAME, "x"))
        .isInstanceOf(WindowsException.class)
        .hasMessage(
            "Cannot set the program of the service " + NAME + ": there is no such service (1060).");
  }

  @Test
  void aFileOfTextBearsNoSignature() throws IOException {
    Path file = Files.writeString(folder.resolve("plain.txt"), "no program");
    assertThat(installation.trust(file)).isEqualTo(Trust.UNSIGNED);
  }

  @Test
  void aProgramWithoutASignatureIsTold() throws IOException {
    Path library = folder.resolve("jnidispatch.dll");
    try (InputStream in = Native.class.getResourceAsStream("win32-x86-64/jnidispatch.dll")) {
      Files.copy(in, library);
    }
    assertThat(installation.trust(library)).isEqualTo(Trust.UNSIGNED);
  }

  /** Whether its signer is trusted depends on the roots that this machine has. */
  @Test
  void aSignedProgramIsNotCalledUnsignedOrChanged() {
    assertThat(installation.trust(JVM)).isIn(Trust.VALID, Trust.UNKNOWN);
  }

  @Test
  void aSignedProgramThatWasChangedIsTold() throws IOException {
    Path copy = folder.resolve("changed.dll");
    byte[] bytes = Files.readAllBytes(JVM);
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy, bytes);
    assertThat(installation.trust(copy)).isEqualTo(Trust.CHANGED);
  }

  @Test
  void aFileThatIsMissingIsNoValidOne() {
    assertThat(installation.trust(folder.resolve("none.dll"))).isEqualTo(Trust.UNKNOWN);
  }

  @Test
  void thereIsRoomForAFile() {
    assertThat(installation.freeBytes(folder)).isPositive();
    assertThatThrownBy(() -> installation.freeBytes(folder.resolve("none")))
        .isInstanceOf(WindowsException.class);
  }
}
