package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fettle.policy.Assignment;
import org.fettle.policy.bundle.HostileBundles;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.bundle.PolicyStore;
import org.fettle.policy.settings.Settings;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What commands on an endpoint go by, where its agent takes signed bundles, and where not. */
class InstalledPoliciesTest {
  @TempDir Path own;

  private InstalledPolicies policies(Optional<PolicyKeys> keys) {
    return new InstalledPolicies(
        new Settings(
            Optional.empty(),
            Optional.empty(),
            keys,
            Duration.ofMinutes(30),
            Optional.empty(),
            Duration.ofDays(400)),
        own,
        () ->
            new MemoryWindows(
                MachineFile.read("machine: { name: LAP-0117, domain: contoso.com }\n")));
  }

  private InstalledPolicies signed() {
    return policies(Optional.of(HostileBundles.KEYS));
  }

  private void inForce(byte[] bundle) throws Exception {
    PolicyStore.below(own.resolve("state"))
        .take("b", bundle, HostileBundles.KEYS, HostileBundles.NOW, HostileBundles.MACHINE);
  }

  private static Stop stop(InstalledPolicies policies) {
    return catchThrowableOfType(Stop.class, () -> policies.assignment(List.of()));
  }

  @Test
  void theBundleInForceCountsAndNotTheFilesBesideIt() throws Exception {
    Files.createDirectories(own.resolve("policies"));
    Files.writeString(own.resolve("policies/assignment.yaml"), "assignment: mine\npolicies: []\n");
    inForce(HostileBundles.good(7));
    Assignment assignment = signed().assignment(List.of());
    assertThat(assignment.id()).isEqualTo("everywhere + laptops");
    assertThat(assignment.paused()).isFalse();
    signed().requireNoPause();
  }

  @Test
  void aHaltHoldsForPersonsToo() throws Exception {
    inForce(HostileBundles.paused(7));
    assertThat(signed().assignment(List.of()).paused()).isTrue();
    Stop stop = catchThrowableOfType(Stop.class, () -> signed().requireNoPause());
    assertThat(stop).hasMessageContaining("halts every fix");
    assertThat(stop.exitCode()).isEqualTo(ExitCode.STOPPED);
  }

  @Test
  void whereNothingWasTakenYetItSaysSo() {
    assertThat(stop(signed())).hasMessageStartingWith("No policies are in force");
    signed().requireNoPause();
  }

  @Test
  void aBundleOfAnotherKeyIsNotBelieved() throws Exception {
    inForce(HostileBundles.good(7));
    PolicyKeys other = PolicyKeys.of(List.of(HostileBundles.newKey().publicKey()));
    assertThat(stop(policies(Optional.of(other)))).hasMessageContaining("cannot be believed");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // The access control of a real endpoint is another.
  void whoMayNotReadTheStoreIsToldWhatToDo() throws Exception {
    inForce(HostileBundles.good(7));
    Path store = PolicyStore.folderBelow(own.resolve("state"));
    org.junit.jupiter.api.Assumptions.assumeFalse(
        "root".equals(System.getProperty("user.name")), "root may read everything");
    assertThat(store.toFile().setExecutable(false, false)).isTrue();
    try {
      assertThat(stop(signed())).hasMessageContaining("are for administrators to read");
      signed().requireNoPause();
    } finally {
      assertThat(store.toFile().setExecutable(true, true)).isTrue();
    }
  }

  @Test
  void withoutKeysTheAssignmentInThePolicyFolderCounts() throws Exception {
    assertThat(stop(policies(Optional.empty()))).hasMessage(InstalledPolicies.NAME_ONE);
    Files.createDirectories(own.resolve("policies"));
    Files.writeString(
        own.resolve("policies/assignment.yaml"),
        "assignment: mine\npolicies: [{ policy: pack }]\n");
    Files.writeString(
        own.resolve("policies/pack.yaml"),
        """
        policy: pack
        version: 1.0.0
        title: Pack
        rules:
          - id: rule
            title: Rule
            why: Test
            severity: low
            for: machine
            check: { registry-key-absent: { key: HKLM\\SOFTWARE\\Contoso } }
        """);
    assertThat(policies(Optional.empty()).assignment(List.of()).id()).isEqualTo("mine");
  }
}
