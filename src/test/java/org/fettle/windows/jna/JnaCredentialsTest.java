package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Credential;
import org.fettle.windows.CredentialChange;
import org.fettle.windows.Windows;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vault of whoever runs this, empty at first, in which tests plant credentials as other
 * programs do.
 */
@OnWindows
class JnaCredentialsTest extends CredentialsContract {
  private final Vault vault = new Vault();
  private final JnaWindows machine = JnaWindows.open();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    machine.close();
    vault.close();
  }

  @Override
  Windows machine() {
    return machine;
  }

  @Override
  void store(Credential credential) {
    vault.plant(credential);
  }

  @Test
  void itIsSeenAsAnotherProgramSeesIt() {
    vault.plant(credential("Contoso:b", Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    vault.plant(credential("Contoso:a", Instant.parse("1999-12-31T23:59:59.999Z")));

    assertThat(own().credentials().all()).hasSize(2).isEqualTo(vault.all());
  }

  @Test
  void aRemovedOneIsGoneForAnotherProcessToo() throws Exception {
    Credential stale = credential("Contoso:stale", Instant.parse("2024-01-01T00:00:00Z"));
    vault.plant(stale);
    vault.plant(credential("Contoso:healthy", Instant.parse("2024-01-01T00:00:00Z")));
    assertThat(kept()).anyMatch(line -> line.contains("Contoso:stale"));

    own().apply(new CredentialChange(Optional.of(stale), Optional.empty()));

    assertThat(kept())
        .noneMatch(line -> line.contains("Contoso:stale"))
        .anyMatch(line -> line.contains("Contoso:healthy"));
    assertThat(vault.all()).extracting(Credential::target).containsExactly("Contoso:healthy");
  }

  private Windows own() {
    return machine.as(machine.users().self().orElseThrow());
  }

  private static Credential credential(String target, Instant lastWritten) {
    return new Credential(
        target,
        Credential.Type.GENERIC,
        Optional.of("anna@contoso.com"),
        Credential.Persistence.LOCAL_MACHINE,
        lastWritten);
  }

  // Wine's own store, as another program of the prefix reads it.
  private List<String> kept() throws Exception {
    Path out = folder.resolve("vault.reg");
    Process reg =
        new ProcessBuilder(
                "reg", "export", "HKCU\\Software\\Wine\\Credential Manager", out.toString(), "/y")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(reg.waitFor()).isZero();
    return Files.readAllLines(out, StandardCharsets.UTF_16);
  }
}
