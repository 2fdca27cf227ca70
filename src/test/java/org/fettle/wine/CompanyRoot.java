package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A company's own certification authority, as a machine that is no fleet's yet comes to believe it.
 */
final class CompanyRoot {
  private CompanyRoot() {}

  /** By the pack for that; the folder is the administrator's. */
  static void knownTo(WinePrefix windows, Path admin, String certificate) throws Exception {
    Path roots = Files.createDirectories(admin.resolve("roots"));
    Files.copy(Path.of("policies/trust-roots.yaml"), roots.resolve("trust-roots.yaml"));
    Files.writeString(
        roots.resolve("assignment.yaml"),
        """
        assignment: roots
        policies:
          - policy: trust-roots
            parameters:
              root-certificate: |
        %s
            fix: { organisation-root: automatic }
        """
            .formatted(certificate.indent(8).stripTrailing()));
    Wine.Run run =
        windows.run(
            "fettle",
            "apply",
            "--yes",
            "--state",
            "C:\\roots",
            "--assignment",
            Wine.windowsPath(roots.resolve("assignment.yaml")));
    assertThat(run.output()).anyMatch(line -> line.contains("fixed"));
  }
}
