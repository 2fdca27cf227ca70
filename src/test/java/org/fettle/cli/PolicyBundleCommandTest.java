package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fettle.cli.Shell.Ran;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of policies to a signed bundle that is believed. */
class PolicyBundleCommandTest {
  @TempDir private Path folder;
  private Shell shell;
  private Path privateKey;
  private Path publicKey;

  @BeforeEach
  void aFolderToBundleAndAKey() throws Exception {
    shell = new Shell(folder);
    // Two packs are enough here, and a case of another has its own test to fail.
    try (Stream<Path> packs = Files.list(shell.path("policies"))) {
      for (Path pack : packs.filter(Files::isRegularFile).toList()) {
        if (!pack.getFileName().toString().matches("(lync-trust|client-crypto)\\..*|README.md")) {
          Files.delete(pack);
        }
      }
    }
    shell.write(
        "policies/assignments/head-office.yaml",
        """
        assignment: head-office
        for-machines: { name: ['LAP-*'], domain: [contoso.com] }
        policies:
          - { policy: client-crypto, fix: { machine-guid: manual } }
          - policy: lync-trust
            parameters: { trusted-domains: [contoso.local] }
            fix: { trust-2016: automatic }
        """);
    shell.run("policy", "keygen", "--out", shell.path("keys").toString()).exits(0);
    privateKey = key("private.pem");
    publicKey = key("public.txt");
  }

  private Path key(String ending) throws Exception {
    try (Stream<Path> keys = Files.list(shell.path("keys"))) {
      return keys.filter(key -> key.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private Ran bundle(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("policy", "bundle", shell.path("policies").toString(), "--out", out()));
    words.addAll(Arrays.asList(more));
    return shell.run(words.toArray(String[]::new));
  }

  private Ran signedBundle() {
    return bundle("--serial", "7", "--not-after", "2099-12-31", "--key", privateKey.toString());
  }

  private String out() {
    return shell.path("fleet.zip").toString();
  }

  private Ran verify(String... more) {
    List<String> words =
        new ArrayList<>(List.of("policy", "verify", out(), "--key", publicKey.toString()));
    words.addAll(Arrays.asList(more));
    return shell.run(words.toArray(String[]::new));
  }

  @Test
  void aKeyIsForItsOwnerOnlyAndNeverShown() throws Exception {
    Ran ran = shell.run("policy", "keygen", "--out", shell.path("other").toString()).exits(0);

    assertThat(Files.getPosixFilePermissions(privateKey))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    String secret = shell.read(privateKey).lines().toList().get(1);
    assertThat(secret).hasSize(64);
    assertThat(ran.out() + ran.err()).doesNotContain("MC4CAQ", "PRIVATE KEY");
    assertThat(ran.lastLine()).matches("[0-9a-f]{16}:MCow[A-Za-z0-9+/]+=");
    assertThat(shell.read(publicKey).strip()).matches("[0-9a-f]{16}:MCow[A-Za-z0-9+/]+=");
    shell.write("file", "");
    shell
        .run("policy", "keygen", "--out", shell.path("file").toString())
        .stops(3, "Cannot write a key into ");
    shell.run("policy", "keygen").exits(64);
  }

  @Test
  void whatIsBundledIsVerifiedAndTold() {
    Ran bundled = signedBundle().exits(0);
    assertThat(Shell.flat(bundled.out()))
        .contains("fleet.zip: serial 7, ", "signed with the key ")
        .contains("Not bundled: ", "README.md", "examples");

    Ran verified = verify().exits(0);
    assertThat(Shell.flat(verified.out()))
        .contains("policies, serial 7")
        .contains("good until 2099-12-31T23:59:59")
        .contains("file assignments/head-office.yaml", "file lync-trust.cases.yaml")
        .contains("assignment head-office (client-crypto, lync-trust; 2 fixes opted into)")
        .doesNotContain("machine", "paused");
  }

  @Test
  void forAMachineItIsToldWhatItTakes() {
    signedBundle().exits(0);

    assertThat(Shell.flat(verify("--machine", shell.laptop().toString()).exits(0).out()))
        .contains(
            "machine LAP-0117 in contoso.com takes head-office (client-crypto, lync-trust; 2 fixes opted into)");
    Path other = shell.write("other.yaml", "machine: { name: SRV-1, domain: contoso.com }\n");
    assertThat(Shell.flat(verify("--machine", other.toString()).exits(0).out()))
        .contains("takes nothing: no assignment is for it");
    verify("--machine", shell.path("none.yaml").toString()).stops(3, "There is no machine file");
  }

  @Test
  void twoAssignmentsOfAMachineThatContradictEachOtherAreBothNamed() {
    shell.write(
        "policies/assignments/nights.yaml",
        "assignment: nights\npolicies: [ { policy: client-crypto } ]\nwindow: { from: '02:00', to: '05:00' }\n");

    Ran bundled = signedBundle().exits(0);
    assertThat(Shell.flat(bundled.out())).contains("Mind: ", "'head-office'", "'nights'");
    Ran refused = verify("--machine", shell.laptop().toString()).exits(3);
    assertThat(Shell.flat(refused.err()))
        .contains("fleet.zip!assignments/nights.yaml:3:1: 'window' is given here, but not")
        .contains("'head-office'");
  }

  @Test
  void theSameInputsMakeTheSameFile() throws Exception {
    String[] inputs = {
      "--serial",
      "7",
      "--not-after",
      "2099-12-31",
      "--key",
      privateKey.toString(),
      "--created",
      "2026-11-01",
      "--paused",
      "--name",
      "lab"
    };
    bundle(inputs).exits(0);
    byte[] first = Files.readAllBytes(Path.of(out()));
    bundle(inputs).exits(0);

    assertThat(Files.readAllBytes(Path.of(out()))).isEqualTo(first);
    assertThat(Shell.flat(verify().exits(0).out()))
        .contains("lab, serial 7", "created 2026-11-01T00:00:00", "paused No fix is made");
  }

  @Test
  void aBundleIsSignedOnAnotherMachine() throws Exception {
    Ran unsigned = bundle("--serial", "7", "--not-after", "2099-12-31T12:00:00Z").exits(0);
    assertThat(Shell.flat(unsigned.out())).contains("It is not signed: sign it with");
    verify().stops(3, "fleet.zip: It is not signed");

    shell.run("policy", "sign", out(), "--key", privateKey.toString()).exits(0);

    verify().exits(0);
  }

  @Test
  void whileKeysAreChangedTheOldAndTheNewAreBelieved() {
    signedBundle().exits(0);
    shell.run("policy", "keygen", "--out", shell.path("new").toString()).exits(0);
    String newKey =
        shell.run("policy", "keygen", "--out", shell.path("new").toString()).exits(0).lastLine();

    verify("--key", newKey).exits(0);
    shell.run("policy", "verify", out(), "--key", newKey).stops(3, "which is not believed here");
    verify("--key", newKey, "--key", publicKey.toString()).stops(64, "found the same one twice");
    shell.run("policy", "verify", out(), "--key", newKey.substring(0, 60)).stops(3, "is not whole");
    shell.run("policy", "verify", out(), "--key", "none.txt").stops(3, "Cannot read the key");
    shell.run("policy", "verify", out()).exits(64);
  }

  @Test
  void aMistakeStopsItAndNothingIsWritten() {
    shell.replace(shell.path("policies/lync-trust.yaml"), "severity: medium", "severity: medum");

    Ran ran = signedBundle().exits(3);

    assertThat(Shell.flat(ran.err()))
        .containsPattern("lync-trust.yaml:\\d+:\\d+: .*medum")
        .contains("; nothing was bundled.");
    assertThat(Path.of(out())).doesNotExist();
  }

  @Test
  void aCaseThatDoesNotHoldStopsIt() {
    Path cases = shell.path("policies/lync-trust.cases.yaml");
    shell.replace(cases, "{ trust-2016: fail }", "{ trust-2016: pass }");

    Ran ran = signedBundle().exits(3);

    assertThat(Shell.flat(ran.err()))
        .contains("lync-trust.cases.yaml: ", "The cases do not hold; nothing was bundled.");
    assertThat(Path.of(out())).doesNotExist();
  }

  @Test
  void whatIsLeftOutOrWrittenWronglyIsTold() throws Exception {
    bundle("--serial", "0", "--not-after", "2099-12-31").stops(64, "--serial has to be 1 or more");
    bundle("--serial", "7", "--not-after", "soon").stops(64, "--not-after takes a day such as");
    bundle("--serial", "7", "--not-after", "2020-01-01").stops(64, "has passed already");
    bundle("--serial", "7", "--not-after", "2099-12-31", "--name", "My Fleet").stops(64, "--name");
    bundle("--serial", "7", "--not-after", "2099-12-31", "--key", publicKey.toString())
        .stops(3, "This is no private key");
    bundle("--serial", "7").exits(64);
    Files.delete(shell.path("policies/assignments/head-office.yaml"));
    signedBundle().stops(3, "has no assignments");
    shell
        .run("policy", "sign", shell.laptop().toString(), "--key", privateKey.toString())
        .stops(3, "This is no policy bundle");
    shell
        .run("policy", "bundle", "none", "--serial", "1", "--not-after", "2099-12-31", "--out", "x")
        .stops(3, "There is no folder none");
    shell.run("policy").stops(64, "keygen, bundle, sign or verify");
  }
}
