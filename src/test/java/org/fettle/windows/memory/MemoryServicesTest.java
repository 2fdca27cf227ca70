package org.fettle.windows.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fettle.windows.Change;
import org.fettle.windows.Service;
import org.fettle.windows.Service.Start;
import org.fettle.windows.ServiceRunningChange;
import org.fettle.windows.ServiceStartTypeChange;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.Test;

class MemoryServicesTest {
  private static MemoryWindows windows(String yaml) {
    return new MemoryWindows(MachineFile.read(yaml));
  }

  @Test
  void aServiceIsManualAndStoppedUnlessSaidOtherwise() {
    MemoryServices services = services("services: { Msoidsvc: {} }");
    assertThat(services.find("MSOIDSVC"))
        .contains(new Service("MSOIDSVC", "MSOIDSVC", Start.MANUAL, false, false));
    assertThat(services.find("other")).isEmpty();
    assertThat(MachineFile.read("services: { x: {} }"))
        .isEqualTo(
            MachineFile.read(
                "services: { x: { start: manual, running: false, driver: false, denied: false } }"))
        .isNotEqualTo(MachineFile.read("services: { x: { driver: true } }"));
    assertThat(MachineFile.read("services: { x: { start: boot } }"))
        .isEqualTo(MachineFile.read("services: { x: { start: boot, driver: true } }"));
    assertThatThrownBy(() -> MachineFile.read("services: { x: { start: boot, driver: false } }"))
        .hasMessageContaining("Only a driver has 'start: boot'.");
  }

  @Test
  void changesAreSeenByAllViewsAndInTheFile() {
    MemoryWindows windows =
        windows("services: { a: { title: The A, start: disabled }, b: { running: true } }");
    windows.apply(new ServiceStartTypeChange("A", Start.DISABLED, Start.DELAYED));
    windows.apply(new ServiceRunningChange("A", false, true));
    windows.apply(new ServiceRunningChange("b", true, false));
    assertThat(windows.as(windows.users().self().orElseThrow()).services().find("a"))
        .contains(new Service("a", "The A", Start.DELAYED, true, false));
    assertThat(windows.snapshot())
        .isEqualTo(
            MachineFile.read(
                "services: { a: { title: The A, start: delayed, running: true }, b: {} }"));
  }

  @Test
  void itRefusesWhatWindowsRefuses() {
    MemoryServices services = services("services: { off: { start: disabled } }");
    refused(1058, () -> services.start("off"));
    refused(1060, () -> services.start("none"));
    refused(1060, () -> services.stop("none"));
    refused(1060, () -> services.configure("none", Start.MANUAL));
    MemoryServices unelevated = services("elevated: false\nservices: { on: { running: true } }");
    assertThat(unelevated.find("on")).isPresent();
    refused(5, () -> unelevated.stop("on"));
    refused(5, () -> unelevated.start("on"));
    refused(5, () -> unelevated.configure("on", Start.DISABLED));
    MemoryServices closed = services("services: { own: { denied: true } }");
    refused(5, () -> closed.find("own"));
    refused(5, () -> closed.stop("own"));
  }

  @Test
  void aDriverIsNeverChanged() {
    MemoryServices services = services("services: { d: { start: boot, running: true }, s: {} }");
    forbidden(() -> services.stop("d"));
    forbidden(() -> services.start("d"));
    forbidden(() -> services.configure("d", Start.DISABLED));
    forbidden(() -> services.configure("s", Start.BOOT));
  }

  @Test
  void eachChangeFitsOnlyWhereItsOwnPartIsAsBefore() {
    MemoryWindows windows = windows("services: { a: { start: automatic, running: true } }");
    Change start = new ServiceStartTypeChange("a", Start.AUTOMATIC, Start.MANUAL);
    Change stop = new ServiceRunningChange("a", true, false);
    assertThat(start.fits(windows)).isTrue();
    windows.apply(stop);
    assertThat(start.fits(windows)).as("whether it runs does not matter").isTrue();
    assertThat(stop.isDone(windows)).isTrue();
    assertThatThrownBy(() -> windows.apply(stop))
        .hasMessage("service a has changed: expected running, found stopped.");
    windows.apply(start);
    assertThatThrownBy(() -> windows.apply(start))
        .hasMessage("start type of the service a has changed: expected automatic, found manual.");
    assertThatThrownBy(() -> windows.apply(new ServiceRunningChange("none", true, false)))
        .hasMessage("service none has changed: expected running, found absent.");
    assertThat(new ServiceRunningChange("none", true, false).isDone(windows)).isFalse();
  }

  @Test
  void whatGuardsTheMachineIsNotStopped() {
    MemoryWindows windows = windows("services: { WinDefend: { start: automatic, running: true } }");
    assertThatThrownBy(() -> windows.apply(new ServiceRunningChange("windefend", true, false)))
        .hasMessage("service windefend is never written: it is part of Defender.");
    assertThat(windows.services().find("WinDefend").orElseThrow().running()).isTrue();
  }

  private static MemoryServices services(String yaml) {
    return new MemoryServices(new MemoryState(MachineFile.read(yaml), InstantSource.system()));
  }

  private static void refused(int code, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            WindowsException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private static void forbidden(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            WindowsException.class,
            e -> assertThat(e.kind()).isEqualTo(WindowsException.Kind.FORBIDDEN));
  }
}
