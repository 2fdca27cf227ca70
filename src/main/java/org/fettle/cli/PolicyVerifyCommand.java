package org.fettle.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignments;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.Bundle;
import org.fettle.policy.bundle.BundleException;
import org.fettle.policy.bundle.Manifest;
import org.fettle.report.Page;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Windows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "verify",
    description = "Tell who signed a bundle, what is in it, and what a machine would take of it.",
    sortOptions = false)
final class PolicyVerifyCommand implements Callable<Integer> {
  private static final int LABEL = 12;

  @ParentCommand private PolicyCommand parent = new PolicyCommand(Terminal.ofProcess());

  @Parameters(paramLabel = "FILE", description = "The bundle.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description = "A public key that is believed, or its file; two while keys are changed.")
  private List<String> keys = List.of();

  @Option(
      names = "--machine",
      paramLabel = "FILE",
      description = "The machine file of a machine that would take it.")
  private @Nullable Path machineFile;

  @Mixin Help help = new Help();

  @Option(names = "--verbose", description = "Tell where an error came from.")
  boolean verbose;

  @Override
  public Integer call() throws BundleException, PolicyException {
    Bundle bundle =
        Bundle.read(file.toString(), PolicySignCommand.bytes(file), KeyFiles.publicKeys(keys));
    bundle.requireCurrent(Instant.now());
    Assignments assignments = bundle.assignments();
    Page page = new Page(parent.terminal.style());
    Manifest manifest = bundle.manifest();
    page.labelled(0, "bundle", LABEL, manifest.name() + ", serial " + manifest.serial());
    page.labelled(0, "signed with", LABEL, bundle.signer());
    page.labelled(0, "created", LABEL, manifest.created().toString());
    page.labelled(0, "good until", LABEL, manifest.notAfter().toString());
    if (manifest.paused()) {
      page.labelled(0, "paused", LABEL, "No fix is made while this is in force.");
    }
    manifest.files().forEach(listed -> page.labelled(0, "file", LABEL, listed.path()));
    assignments.all().forEach(one -> page.labelled(0, "assignment", LABEL, summary(one)));
    if (machineFile != null) {
      machine(page, assignments, machineFile);
    }
    parent.terminal.print(page.toString());
    return ExitCode.FINE;
  }

  private static void machine(Page page, Assignments assignments, Path machineFile)
      throws PolicyException {
    MachineFacts facts = facts(machineFile);
    page.labelled(
        0, "machine", LABEL, facts.name() + facts.domain().map(in -> " in " + in).orElse(""));
    Optional<Assignment> joined = assignments.joinedFor(facts);
    if (joined.isEmpty()) {
      page.labelled(0, "takes", LABEL, "nothing: no assignment is for it");
    }
    joined.ifPresent(one -> page.labelled(0, "takes", LABEL, summary(one)));
  }

  private static String summary(Assignment assignment) {
    int fixes = assignment.policies().stream().mapToInt(one -> one.fix().size()).sum();
    return assignment.id()
        + " ("
        + String.join(", ", assignment.policies().stream().map(one -> one.policy().id()).toList())
        + "; "
        + (fixes == 1 ? "1 fix" : fixes + " fixes")
        + " opted into)";
  }

  private static MachineFacts facts(Path machineFile) {
    if (!Files.isRegularFile(machineFile)) {
      throw Stop.early("There is no machine file " + machineFile + ".");
    }
    try (Windows machine = FileMachine.open(machineFile)) {
      return machine.facts();
    }
  }
}
