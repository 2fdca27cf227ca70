package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package and our own program files bear a signature when a key is given, and nobody else's
 * files are touched.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The package is built on Linux.")
class InstallerSigningIT {
  private static final Path LOGS = MsiPackage.FOLDER;

  @TempDir Path folder;

  @Test
  void withAKeyOurProgramFilesAndThePackageAreSignedTwiceTheSame() throws Exception {
    Optional<String> missing = MsiPackage.prepare();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=Test root",
        "-keyout",
        "root.key",
        "-out",
        "root.pem");
    openssl(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=Fettle test signer",
        "-keyout",
        "signer.key",
        "-out",
        "signer.csr");
    Files.writeString(
        folder.resolve("signer.cnf"), "extendedKeyUsage=codeSigning\nkeyUsage=digitalSignature\n");
    openssl(
        "x509",
        "-req",
        "-days",
        "1",
        "-in",
        "signer.csr",
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-CAcreateserial",
        "-extfile",
        "signer.cnf",
        "-out",
        "signer.pem");
    String[] signing = {
      "--sign-key",
      folder.resolve("signer.key").toString(),
      "--sign-cert",
      folder.resolve("signer.pem").toString()
    };
    Path signed = MsiPackage.build(folder.resolve("one"), Installation.VERSION, signing);

    assertThat(isVerified(signed)).isTrue();
    assertThat(isVerified(MsiPackage.file())).isFalse();
    Path files = folder.resolve("files");
    MsiTables.run("msiextract", "-C", files.toString(), signed.toString());
    for (String own : List.of("bin/fettle.exe", "bin/fettled.exe", "lib/jnidispatch.dll")) {
      assertThat(isVerified(files.resolve("Fettle").resolve(own))).as(own).isTrue();
    }
    Path unsigned = folder.resolve("unsigned");
    MsiTables.run("msiextract", "-C", unsigned.toString(), MsiPackage.file().toString());
    assertThat(
            Files.mismatch(
                files.resolve("Fettle/runtime/bin/server/jvm.dll"),
                unsigned.resolve("Fettle/runtime/bin/server/jvm.dll")))
        .isEqualTo(-1);

    byte[] changed = Files.readAllBytes(signed);
    changed[changed.length / 2] ^= 1;
    Path broken = folder.resolve("broken.msi");
    Files.write(broken, changed);
    assertThat(isVerified(broken)).isFalse();

    Path again = MsiPackage.build(folder.resolve("two"), Installation.VERSION, signing);
    assertThat(Files.mismatch(signed, again)).isEqualTo(-1);
  }

  private boolean isVerified(Path file) throws Exception {
    Wine.Run run =
        Wine.run(
            LOGS.resolve("verify.log"),
            "/usr/bin/env",
            "osslsigncode",
            "verify",
            "-in",
            file.toString(),
            "-CAfile",
            folder.resolve("root.pem").toString());
    return run.exitCode() == 0;
  }

  private void openssl(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 4];
    command[0] = "/usr/bin/env";
    command[1] = "-C";
    command[2] = folder.toString();
    command[3] = "openssl";
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    MsiTables.run(command);
  }
}
