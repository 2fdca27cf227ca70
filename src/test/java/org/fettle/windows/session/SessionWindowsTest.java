package org.fettle.windows.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fettle.windows.session.AnnasView.ANNA;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.Change;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Hive;
import org.fettle.windows.LowPriority;
import org.fettle.windows.ReadOnce;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.View;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionWindowsTest {
  private static final SessionLimits LIMITS =
      new SessionLimits(1 << 20, 8 << 20, Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final AnnasView annas = new AnnasView();
  private final MemoryWindows machine = AnnasView.fresh();
  private final List<PipedSession> started = new ArrayList<>();
  private final SessionWindows view =
      new SessionWindows(machine.as(ANNA), ANNA, this::start, LIMITS);

  private SessionLink start() {
    started.add(new PipedSession(new SessionServer(annas, LIMITS, LowPriority.NONE)::serve));
    return started.getLast();
  }

  @AfterEach
  void close() {
    view.close();
  }

  private static Change change(String key, RegistryValue value) {
    return new RegistryValueChange(
        RegistryKey.parse(key), "x", Optional.empty(), Optional.of(value));
  }

  @Test
  void whatIsTheUsersOwnIsToldByTheProcessInTheirSession() {
    assertThat(view.credentials().all()).containsExactly(AnnasView.CREDENTIAL);
    assertThat(view.certificates().in(CertificateStore.parse("CurrentUser\\My")))
        .containsExactly(AnnasView.CERTIFICATE);
    assertThat(view.certificates().in(CertificateStore.parse("CurrentUser\\Root"))).isEmpty();
    assertThat(view.files().isFile("C:\\there.exe")).isTrue();
    assertThat(view.files().isFile("C:\\gone.exe")).isFalse();
    assertThat(view.files().expand("%USERNAME% \uDC00")).isEqualTo("anna \uDC00");
    assertThat(view.files().look("C:\\x\\sip_anna")).contains(AnnasView.FOLDER);
    assertThat(view.files().look("C:\\x\\sip_bo")).isEmpty();
    assertThat(view.files().entries("C:\\x")).containsExactly(AnnasView.FOLDER);
    assertThat(view.files().read("C:\\there.exe", 4)).contains("text".getBytes(UTF_8));
    assertThat(view.files().read("C:\\gone.exe", 4)).isEmpty();
    assertThat(view.files().version("C:\\there.exe")).contains(new FileVersion(16, 0, 4678, 1000));
    assertThat(view.files().version("C:\\gone.exe")).isEmpty();
    assertThat(view.user()).contains(ANNA);
    assertThat(started).hasSize(1);
  }

  @Test
  void whatWindowsRefusesThereIsRefusedHere() {
    WindowsException refused =
        catchThrowableOfType(WindowsException.class, () -> view.files().read("C:\\locked", 100));

    assertThat(refused).hasMessage("Cannot read C:\\locked: access denied (5).");
    assertThat(refused.kind()).isEqualTo(Kind.DENIED);
    assertThat(refused.code()).isEqualTo(5);
    assertThat(view.files().isFile("C:\\there.exe")).isTrue();
  }

  @Test
  void aChangeOnTheUsersSideIsMadeByThatProcess() {
    Change own = change("HKCU\\Software\\Contoso", RegistryValue.text("a\uD800b"));

    view.apply(own);

    assertThat(annas.applied).containsExactly(own);
    assertThat(
            machine
                .as(ANNA)
                .registry()
                .exists(new RegistryKey(Hive.HKCU, "Software\\Contoso", View.BITS_64)))
        .isFalse();
  }

  @Test
  void aChangeOfTheMachineIsMadeByWhoeverAsks() {
    RegistryKey key = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");

    view.apply(new RegistryKeyChange(key, false, true));

    assertThat(machine.registry().exists(key)).isTrue();
    assertThat(annas.applied).isEmpty();
    assertThat(started).isEmpty();
  }

  @Test
  void whatIsNeverWrittenIsRefusedBeforeAnythingIsStarted() {
    Change forbidden =
        change(
            "HKCU\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
            RegistryValue.text("evil.exe"));

    assertThatThrownBy(() -> view.apply(forbidden))
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining("it guards the logon");
    assertThat(started).isEmpty();
  }

  @Test
  void theRegistryIsReadDirectly() {
    assertThat(view.registry().exists(RegistryKey.parse("HKCU\\Software"))).isTrue();
    assertThat(view.files().expand("no variable")).isEqualTo("no variable");
    assertThat(started).isEmpty();
  }

  @Test
  void closingEndsTheProcessAndTheNextQuestionStartsAnother() {
    assertThat(view.files().isFile("C:\\there.exe")).isTrue();
    view.close();
    assertThat(started.getFirst().isClosed()).isTrue();

    assertThat(view.files().isFile("C:\\there.exe")).isTrue();
    assertThat(started).hasSize(2);
  }

  @Test
  void aProcessThatCannotBeStartedIsSaid() {
    Windows broken =
        new SessionWindows(
            machine.as(ANNA),
            ANNA,
            () -> {
              throw WindowsException.failed("start a process for", ANNA.name(), 1260);
            },
            LIMITS);

    assertThatThrownBy(() -> broken.credentials().all())
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining("start a process for CONTOSO\\anna");
  }

  @Test
  void aRunThatReadsEachThingOnceReadsItThroughTheProcessToo() {
    ReadOnce once = new ReadOnce(view);

    assertThat(once.credentials().all()).containsExactly(AnnasView.CREDENTIAL);
    assertThat(once.files().isFile("C:\\there.exe")).isTrue();
    assertThat(once.user()).contains(ANNA);
  }
}
