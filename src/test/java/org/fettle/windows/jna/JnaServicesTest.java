package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.platform.win32.Winsvc;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fettle.json.Json;
import org.fettle.windows.Service;
import org.fettle.windows.Service.Start;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.memory.Serving;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.Test;

@OnWindows
class JnaServicesTest {
  private static final String NAME = "FettleProbe";

  private final JnaServices services = new JnaServices();

  private static SeededService seeded(String serving) {
    return SeededService.create(NAME, Json.yaml().readValue(serving, Serving.class));
  }

  @Test
  void whatIsWrittenDownOfAServiceIsSeen() {
    try (SeededService seeded = seeded("{ title: Ein Dienst für Tests, start: automatic }")) {
      assertThat(services.find(NAME))
          .contains(new Service(NAME, "Ein Dienst für Tests", Start.AUTOMATIC, false, false));
      assertThat(seeded.state()).isEqualTo("FettleProbe: start 2, running false");
    }
  }

  @Test
  void aTitleOfAnyLengthIsCut() {
    // Windows takes 256 characters in CreateService, Wine more; the registry anything.
    try (SeededService seeded = seeded("{ title: " + "x".repeat(300) + " }")) {
      assertThat(services.find(NAME).orElseThrow().title()).hasSize(256);
      assertThat(seeded.current()).isEqualTo(Winsvc.SERVICE_STOPPED);
    }
  }

  @Test
  void whatIsNotThereIsAbsentAndCannotBeChanged() {
    assertThat(services.find(NAME)).isEmpty();
    refused(1060, () -> services.configure(NAME, Start.MANUAL));
    refused(1060, () -> services.start(NAME));
    refused(1060, () -> services.stop(NAME));
    refused(123, () -> services.find("Spooler\0x"));
  }

  @Test
  void aServiceIsStartedAndStoppedAndTwiceIsAsGoodAsOnce() {
    try (SeededService seeded = seeded("{ start: manual }")) {
      services.start(NAME);
      services.start(NAME);
      assertThat(seeded.current()).isEqualTo(Winsvc.SERVICE_RUNNING);
      assertThat(services.find(NAME).orElseThrow().running()).isTrue();
      services.stop(NAME);
      services.stop(NAME);
      assertThat(seeded.current()).isEqualTo(Winsvc.SERVICE_STOPPED);
      assertThat(services.find(NAME).orElseThrow().running()).isFalse();
    }
  }

  @Test
  void aDisabledServiceIsNotStarted() {
    try (SeededService seeded = seeded("{ start: disabled }")) {
      refused(1058, () -> services.start(NAME));
      assertThat(seeded.current()).isEqualTo(Winsvc.SERVICE_STOPPED);
    }
  }

  @Test
  void aProgramThatIsNotThereOrNoServiceIsSaidToBe() {
    try (SeededService seeded = SeededService.create(NAME, "C:\\windows\\fettle-is-not-here.exe")) {
      refused(2, () -> services.start(NAME));
      assertThat(seeded.current()).isEqualTo(Winsvc.SERVICE_STOPPED);
    }
    try (SeededService seeded =
        SeededService.create(NAME, "C:\\windows\\system32\\cmd.exe /c exit 3")) {
      refused(1053, () -> services.start(NAME));
      assertThat(seeded.current()).isEqualTo(Winsvc.SERVICE_STOPPED);
    }
  }

  @Test
  void aStartTypeThatIsOnlyHalfSetIsPutBack() {
    try (SeededService seeded = seeded("{ start: disabled }")) {
      // Wine does not know of delayed starts, so the second of the two steps is refused.
      refused(124, () -> services.configure(NAME, Start.DELAYED));
      assertThat(seeded.state()).isEqualTo("FettleProbe: start 4, running false");
    }
  }

  @Test
  void aDriverIsSeenAndNeverChanged() {
    try (SeededService seeded = seeded("{ start: boot }")) {
      assertThat(services.find(NAME)).contains(new Service(NAME, NAME, Start.BOOT, false, true));
      forbidden(() -> services.configure(NAME, Start.DISABLED));
      forbidden(() -> services.start(NAME));
      forbidden(() -> services.stop(NAME));
      assertThat(seeded.state()).isEqualTo("FettleProbe: start 0, running false");
    }
    try (SeededService seeded = seeded("{ start: automatic }")) {
      forbidden(() -> services.configure(NAME, Start.BOOT));
      assertThat(seeded.state()).isEqualTo("FettleProbe: start 2, running false");
    }
  }

  private static void refused(int code, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            WindowsException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private static void forbidden(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            WindowsException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN))
        .hasMessageContaining("driver");
  }
}
