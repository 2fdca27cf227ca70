package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateChange;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.Pem;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

class PlannedCertificatesTest {
  private static final CertificateStore MY = CertificateStore.parse("CurrentUser\\My");
  private static final CertificateStore ROOT = CertificateStore.parse("LocalMachine\\Root");
  private static final Certificate EXPIRED = Pem.certificate("anna-expired");

  private final MemoryWindows machine =
      new MemoryWindows(
          MachineFile.read(
              """
              users:
                - { sid: S-1-5-21-9-1, certificates: { My: [ { pem: '%1$s' } ] } }
                - { sid: S-1-5-21-9-2, certificates: { My: [ { pem: '%1$s' } ] } }
              """
                  .formatted(Pem.of("anna-expired").replace("\n", " "))));
  private final PlannedWindows planned = new PlannedWindows(machine);

  private static Windows view(Windows machine, String sid) {
    return machine.as(new User(sid, sid, User.Session.ACTIVE));
  }

  @Test
  void whatIsPlannedForOneUserIsSeenByThatUserOnly() {
    CertificateChange removal = new CertificateChange(MY, Optional.of(EXPIRED), Optional.empty());
    view(planned, "S-1-5-21-9-1").apply(removal);

    assertThat(view(planned, "S-1-5-21-9-1").certificates().in(MY)).isEmpty();
    assertThat(view(planned, "S-1-5-21-9-2").certificates().in(MY)).containsExactly(EXPIRED);
    assertThat(view(machine, "S-1-5-21-9-1").certificates().in(MY)).containsExactly(EXPIRED);
    assertThatThrownBy(() -> view(planned, "S-1-5-21-9-1").apply(removal))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED);
  }

  @Test
  void whatIsPlannedForTheMachineIsSeenByAll() {
    Certificate root = Pem.certificate("root");
    planned.apply(new CertificateChange(ROOT, Optional.empty(), Optional.of(root)));

    CertificateStore sameStore = CertificateStore.parse("localmachine\\root");
    assertThat(view(planned, "S-1-5-21-9-2").certificates().in(sameStore)).containsExactly(root);
    assertThat(machine.certificates().in(ROOT)).isEmpty();
  }
}
