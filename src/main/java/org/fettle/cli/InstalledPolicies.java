package org.fettle.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.fettle.policy.bundle.Bundle;
import org.fettle.policy.bundle.BundleException;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.bundle.PolicyStore;
import org.fettle.policy.settings.Settings;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Windows;

/**
 * What the agent installed on this computer goes by: where keys are pinned, the signed bundle in
 * force, verified again; else the assignment in its policy folder.
 */
final class InstalledPolicies {
  static final String NAME_ONE = "Name the assignment to judge by with --assignment FILE.";

  private final Settings settings;
  private final Path own;
  private final Supplier<Windows> machine;

  /**
   * That agent's.
   *
   * @param own its folder below the data of programs
   */
  InstalledPolicies(Settings settings, Path own, Supplier<Windows> machine) {
    this.settings = settings;
    this.own = own;
    this.machine = machine;
  }

  /** The assignment for this machine. */
  Assignment assignment(List<Path> policyFolders) throws PolicyException {
    if (settings.policyKeys().isPresent()) {
      return ofBundle(settings.policyKeys().get());
    }
    Path file = own.resolve("policies").resolve("assignment.yaml");
    if (!Files.isRegularFile(file)) {
      throw Stop.usage(NAME_ONE);
    }
    return PolicyFiles.readAssignment(file, policyFolders);
  }

  /**
   * Stops where the bundle in force halts what this computer's agent does. Who may not read it is
   * no administrator, and can only remove what is their own.
   */
  void requireNoPause() {
    try {
      if (settings.policyKeys().isPresent()
          && inForce(settings.policyKeys().get())
              .filter(bundle -> bundle.manifest().paused())
              .isPresent()) {
        throw Stop.early("The bundle in force halts every fix, and nothing is removed meanwhile.");
      }
    } catch (AccessDeniedException e) {
      return;
    }
  }

  private Assignment ofBundle(PolicyKeys keys) throws PolicyException {
    Bundle bundle = readable(keys);
    MachineFacts facts = facts();
    return bundle
        .assignmentFor(facts)
        .orElseThrow(() ->
            Stop.notHere(
                "not for this machine: no assignment of the bundle "
                    + bundle.manifest().name()
                    + ", serial "
                    + bundle.manifest().serial()
                    + ", is for "
                    + facts.name()
                    + facts.domain().map(domain -> " in " + domain).orElse(" in no domain")
                    + ". Nothing was judged."));
  }

  private Bundle readable(PolicyKeys keys) {
    try {
      return inForce(keys)
          .orElseThrow(() ->
              Stop.early(
                  "No policies are in force on this computer yet: the service has not taken a"
                      + " signed bundle. "
                      + NAME_ONE));
    } catch (AccessDeniedException e) {
      throw Stop.early(
          "The policies in force on this computer are for administrators to read: run it as one,"
              + " or name an assignment of your own with --assignment FILE.");
    }
  }

  private Optional<Bundle> inForce(PolicyKeys keys) throws AccessDeniedException {
    try {
      return PolicyStore.below(own.resolve("state")).load(keys);
    } catch (BundleException e) {
      throw Stop.early("What is in force on this computer cannot be believed: " + e.getMessage());
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      throw Stop.early(
          "The policies in force on this computer cannot be read: " + JournalFiles.reason(e) + ".");
    }
  }

  private MachineFacts facts() {
    try (Windows windows = machine.get()) {
      return windows.facts();
    }
  }
}
