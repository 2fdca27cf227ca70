package org.fettle.windows.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.fettle.windows.CertificateStore;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.WritableFiles;
import org.junit.jupiter.api.Test;

/** What a machine file calls denied, beside keys and services. */
class ClosedAreasTest {
  @Test
  void whatIsInAClosedFolderOrFileIsNotSeenButThatItIsThereIs() {
    WritableFiles files =
        new MemoryWindows(
                MachineFile.read(
                    """
                    disk:
                      'C:\\Data\\Closed': { folder: true, denied: true }
                      'C:\\Data\\Closed\\deep\\a.txt': { text: a }
                      'C:\\Data\\b.txt': { text: b, denied: true }
                    """))
            .files();

    assertThat(files.entries("C:\\Data")).hasSize(2);
    assertThat(files.look("C:\\Data\\b.txt")).isPresent();
    assertDenied(() -> files.entries("C:\\data\\closed"));
    assertDenied(() -> files.look("C:\\Data\\Closed\\deep"));
    assertDenied(() -> files.read("C:\\Data\\Closed\\deep\\a.txt", 9));
    assertDenied(() -> files.read("C:\\Data\\b.txt", 9));
    assertDenied(() -> files.version("C:\\Data\\b.txt"));
    assertDenied(() -> files.rename("C:\\Data\\b.txt", "c.txt"));
    assertDenied(() -> files.purge("C:\\Data\\Closed"));
  }

  @Test
  void aUsersClosedAreasAreClosedAndTheRestIsNot() {
    MemoryWindows machine =
        new MemoryWindows(
            MachineFile.read(
                """
                users:
                - { sid: S-1-5-21-9-1, denied: [credentials] }
                - { sid: S-1-5-21-9-2, denied: [certificates, certificates] }
                """));
    CertificateStore mine = CertificateStore.parse("CurrentUser\\My");
    MemoryWindows first = view(machine, "S-1-5-21-9-1");
    MemoryWindows second = view(machine, "S-1-5-21-9-2");

    assertDenied(() -> first.credentials().all());
    assertThat(first.certificates().in(mine)).isEmpty();
    assertDenied(() -> second.certificates().in(mine));
    assertThat(second.credentials().all()).isEmpty();
    assertThat(MachineFile.read(machine.snapshot().toYaml())).isEqualTo(machine.snapshot());
    assertThat(machine.snapshot().toYaml()).containsOnlyOnce("- certificates");
  }

  private static MemoryWindows view(MemoryWindows machine, String sid) {
    return machine.as(new User(sid, sid, User.Session.ACTIVE));
  }

  private static void assertDenied(Runnable act) {
    assertThatThrownBy(act::run)
        .isInstanceOf(WindowsException.class)
        .hasFieldOrPropertyWithValue("kind", Kind.DENIED);
  }
}
