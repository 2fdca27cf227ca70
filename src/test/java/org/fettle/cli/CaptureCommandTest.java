package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fettle.windows.memory.MachineFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureCommandTest {
  @TempDir private Path folder;

  @Test
  void whatTheFileCannotTellIsToldOnStandardError() {
    Shell shell = new Shell(folder);
    Path machine =
        shell.write(
            "machine.yaml",
            """
            users:
            - { sid: S-1-5-21-9-8-7-1104, name: 'PC\\eve', self: true }
            - { sid: S-1-5-21-9-8-7-1105, name: 'PC\\adam', denied: [credentials] }
            """);
    shell.write(
        "vault.yaml",
        """
        policy: vault
        version: 1.0.0
        title: Vault
        rules:
        - id: stale
          title: Nothing stale is stored
          why: Why
          severity: low
          for: each-user
          check: { credential-absent: { targets: ['Microsoft_OC1:*'] } }
        """);
    Path assignment = shell.write("all.yaml", "assignment: all\npolicies: [{ policy: vault }]\n");

    Shell.Ran ran =
        shell
            .run("capture", "--machine", machine.toString(), "--assignment", assignment.toString())
            .exits(0);

    assertThat(Shell.flat(ran.err()))
        .contains("The stored credentials of PC\\adam could not be looked at: the file says so.");
    assertThat(ran.out()).doesNotContain("adam").contains("denied:\n  - credentials");
    assertThat(MachineFile.read(ran.out()).toYaml()).isEqualTo(ran.out());
  }
}
