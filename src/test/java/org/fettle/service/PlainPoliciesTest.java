package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.fettle.policy.Assignment;
import org.fettle.service.Policies.Look;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which assignment is in force while its source is changed, damaged and taken away. */
class PlainPoliciesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @TempDir Path folder;

  private Path source;
  private Path copies;
  private PlainPolicies policies;

  @BeforeEach
  void begin() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    copies = folder.resolve("copies");
    policies = restarted();
  }

  private PlainPolicies restarted() {
    return new PlainPolicies(new PolicyFolder(source, Clock.fixed(NOW, ZoneOffset.UTC)), copies);
  }

  private void offer(String name) throws IOException {
    write("assignment.yaml", "assignment: " + name + "\npolicies: [{ policy: pack }]\n", 60);
    write(
        "pack.yaml",
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
        """,
        60);
  }

  private void write(String name, String text, int secondsAgo) throws IOException {
    Path file = Files.writeString(source.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(secondsAgo)));
  }

  private Optional<String> inForce() {
    return policies.current().map(Assignment::id);
  }

  @Test
  void nothingIsInForceWhereNothingIsOffered() throws IOException {
    assertThat(policies.resume()).isInstanceOf(Look.Unchanged.class);
    assertThat(policies.refresh()).isInstanceOf(Look.Agreed.class);
    assertThat(inForce()).isEmpty();
    Files.delete(source);
    assertThat(restarted().refresh()).isInstanceOf(Look.Agreed.class);
  }

  @Test
  void whatIsOfferedIsTakenOnceAndOutlivesTheService() throws IOException {
    offer("first");
    assertThat(policies.refresh()).isInstanceOf(Look.Taken.class);
    assertThat(policies.refresh()).isInstanceOf(Look.Unchanged.class);
    policies = restarted();
    assertThat(policies.resume()).isInstanceOf(Look.Taken.class);
    assertThat(policies.refresh()).as("the same is nothing new").isInstanceOf(Look.Agreed.class);
    assertThat(inForce()).contains("first");
  }

  @Test
  void aMistakeIsToldOfTheFileAnAdminCanMendAndTheLastGoodOneStays() throws IOException {
    offer("first");
    policies.refresh();
    write("pack.yaml", "policy: pack\nversion: 1\n", 30);
    assertThat(policies.refresh())
        .isInstanceOfSatisfying(
            Look.Refused.class,
            refused ->
                assertThat(refused.reasons())
                    .isNotEmpty()
                    .allMatch(reason -> reason.startsWith(source.resolve("pack.yaml") + ":")));
    assertThat(inForce()).contains("first");
    policies = restarted();
    policies.resume();
    policies.refresh();
    assertThat(inForce()).contains("first");
    offer("second");
    policies.refresh();
    assertThat(inForce()).contains("second");
  }

  @Test
  void aFileThatIsBeingWrittenIsLeftAloneUntilItIsThere() throws IOException {
    offer("first");
    policies.refresh();
    write("assignment.yaml", "assignment: second\npolicies: [{ policy: pack }]\n", 1);
    assertThat(policies.refresh()).isInstanceOf(Look.Unchanged.class);
    assertThat(inForce()).contains("first");
    write("assignment.yaml", "assignment: second\npolicies: [{ policy: pack }]\n", 10);
    assertThat(policies.refresh()).isInstanceOf(Look.Taken.class);
  }

  @Test
  void whatIsNoLongerOfferedIsNoLongerInForce() throws IOException {
    offer("first");
    policies.refresh();
    offer("second");
    policies.refresh();
    Files.delete(source.resolve("assignment.yaml"));
    assertThat(policies.refresh()).isInstanceOf(Look.Withdrawn.class);
    assertThat(inForce()).isEmpty();
    policies = restarted();
    policies.resume();
    assertThat(inForce()).isEmpty();
  }

  @Test
  void aLossOfPowerBetweenTwoMovesLosesNothing() throws IOException {
    offer("first");
    policies.refresh();
    Files.move(copies.resolve("in-force"), copies.resolve("previous"));
    policies = restarted();
    policies.resume();
    assertThat(inForce()).contains("first");
  }

  @Test
  void aCopyThatSomebodySpoiltIsRefusedAndTakenAnew() throws IOException {
    offer("first");
    policies.refresh();
    Files.writeString(copies.resolve("in-force/pack.yaml"), "nonsense");
    policies = restarted();
    assertThat(policies.resume()).isInstanceOf(Look.Refused.class);
    assertThat(inForce()).isEmpty();
    assertThat(policies.refresh()).isInstanceOf(Look.Taken.class);
    assertThat(inForce()).contains("first");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Links take a right there.")
  void aLinkIsNoPolicyFile() throws IOException {
    offer("first");
    Path elsewhere = Files.move(source.resolve("pack.yaml"), folder.resolve("elsewhere.yaml"));
    Files.createSymbolicLink(source.resolve("pack.yaml"), elsewhere);
    assertThat(policies.refresh())
        .isInstanceOfSatisfying(
            Look.Refused.class,
            refused -> assertThat(refused.reasons()).anyMatch(one -> one.contains("'pack'")));
  }

  @Test
  void aFileBeyondAllMeasureIsRefused() throws IOException {
    offer("first");
    policies.refresh();
    write("pack.yaml", "#".repeat(5 * 1024 * 1024), 30);
    assertThat(policies.refresh())
        .isInstanceOfSatisfying(
            Look.Refused.class,
            refused -> assertThat(refused.reasons().getFirst()).contains("4 MiB"));
    assertThat(inForce()).contains("first");
  }
}
