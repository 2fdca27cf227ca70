package org.fettle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.fettle.engine.PolicyCases;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.Assignments;
import org.fettle.policy.FilesInMemory;
import org.fettle.policy.Mistake;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.fettle.policy.bundle.BundleException;
import org.fettle.policy.bundle.BundleWriter;
import org.fettle.policy.bundle.Manifest;
import org.fettle.policy.bundle.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "bundle",
    description = {
      "Make one signed file of a folder's policies, their cases and its assignments.",
      "Everything is linted and every case is run first; a mistake stops it."
    },
    sortOptions = false)
final class PolicyBundleCommand implements Callable<Integer> {
  @ParentCommand private PolicyCommand parent = new PolicyCommand(Terminal.ofProcess());

  @Parameters(
      paramLabel = "FOLDER",
      description = "With policies and cases at its top, and assignments in 'assignments'.")
  private Path folder = Path.of("");

  @Option(
      names = "--serial",
      required = true,
      paramLabel = "N",
      description = "The bundle's number; endpoints take none that is lower than what they have.")
  private long serial;

  @Option(
      names = "--not-after",
      required = true,
      paramLabel = "DATE",
      description = "The last day (UTC), or moment, on which endpoints may take it.")
  private String notAfter = "";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key; left out, the bundle is to be signed by 'policy sign'.")
  private @Nullable Path key;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "What to write.")
  private Path out = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "policies",
      description = "The bundle's name, the same each time; policies unless said.")
  private String name = "policies";

  @Option(names = "--paused", description = "Halt every fix on the fleet; judge and report only.")
  private boolean paused;

  @Option(
      names = "--created",
      paramLabel = "TIME",
      description = "When it was made, to make the same bytes again; now unless said.")
  private @Nullable String created;

  @Mixin Help help = new Help();

  @Option(names = "--verbose", description = "Tell where an error came from.")
  boolean verbose;

  @Override
  public Integer call() throws PolicyException, BundleException {
    BundleWriter.Terms terms = terms();
    SigningKey signingKey = key == null ? null : KeyFiles.privateKey(key);
    BundleFiles read = BundleFiles.in(folder);
    requireGood(read);
    byte[] bundle = BundleWriter.unsigned(terms, read.files());
    if (signingKey != null) {
      bundle = BundleWriter.signed(out.toString(), bundle, signingKey);
    }
    write(out, bundle);
    tell(read, bundle.length, signingKey);
    return ExitCode.FINE;
  }

  private BundleWriter.Terms terms() {
    if (serial < 1) {
      throw Stop.usage("--serial has to be 1 or more.");
    }
    if (!Manifest.isName(name)) {
      throw Stop.usage("--name has to be of small letters, digits and single hyphens.");
    }
    Instant made =
        created == null
            ? Instant.now().truncatedTo(ChronoUnit.SECONDS)
            : moment("--created", created, false);
    Instant last = moment("--not-after", notAfter, true);
    if (!made.isBefore(last)) {
      throw Stop.usage("--not-after " + notAfter + " has passed already.");
    }
    return new BundleWriter.Terms(name, serial, made, last, paused);
  }

  private static Instant moment(String option, String text, boolean endOfDay) {
    try {
      if (text.contains("T")) {
        return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
      }
      LocalDate day = LocalDate.parse(text);
      return endOfDay
          ? day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1)
          : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw Stop.usage(
          option
              + " takes a day such as 2027-01-31, or a moment such as 2027-01-31T12:00:00Z, not '"
              + text
              + "'.");
    }
  }

  private void requireGood(BundleFiles read) throws PolicyException {
    if (!read.hasAssignments()) {
      throw Stop.early(
          folder
              + " has no assignments, so no machine would be held to any policy: they are "
              + FilesInMemory.ASSIGNMENTS
              + "NAME.yaml.");
    }
    FilesInMemory files =
        new FilesInMemory(folder + folder.getFileSystem().getSeparator(), read.files());
    List<Mistake> mistakes = PolicyFiles.lint(files);
    if (!mistakes.isEmpty()) {
      mistakes.forEach(mistake -> parent.terminal.tell(mistake.toString()));
      throw Stop.early(PlanText.counted(mistakes.size(), "mistake") + "; nothing was bundled.");
    }
    int failed = 0;
    for (String path : read.files().keySet()) {
      if (path.contains(".cases.")) {
        for (PolicyCases.Result result : PolicyCases.run(folder.resolve(path))) {
          for (String mismatch : result.mismatches()) {
            parent.terminal.tell(folder.resolve(path) + ": " + result.name() + ": " + mismatch);
            failed++;
          }
        }
      }
    }
    if (failed > 0) {
      throw Stop.early("The cases do not hold; nothing was bundled.");
    }
    requireUnchanged(read);
    for (Mistake conflict : Assignments.of(files).conflicts()) {
      parent.terminal.say("Mind: " + conflict);
    }
  }

  // The cases were read from the disk, and what is bundled before that.
  private void requireUnchanged(BundleFiles read) {
    BundleFiles now = BundleFiles.in(folder);
    boolean same =
        now.files().keySet().equals(read.files().keySet())
            && now.files().entrySet().stream()
                .allMatch(file ->
                    java.util.Arrays.equals(file.getValue(), read.files().get(file.getKey())));
    if (!same) {
      throw Stop.early(folder + " was changed meanwhile; nothing was bundled.");
    }
  }

  private void tell(BundleFiles read, int size, @Nullable SigningKey signingKey) {
    Terminal terminal = parent.terminal;
    if (!read.left().isEmpty()) {
      terminal.say("Not bundled: " + String.join(", ", read.left()) + ".");
    }
    if (!read.untested().isEmpty()) {
      terminal.say("Without cases: " + String.join(", ", read.untested()) + ".");
    }
    terminal.say(
        out
            + ": serial "
            + serial
            + ", "
            + PlanText.counted(read.files().size(), "file")
            + ", "
            + (size + 1023) / 1024
            + " KiB"
            + (paused ? ", paused" : "")
            + (signingKey == null
                ? ". It is not signed: sign it with fettle policy sign."
                : ", signed with the key " + signingKey.publicKey().id() + "."));
  }

  /** Writes a bundle beside its place first, so that nobody fetches half of it. */
  static void write(Path file, byte[] bundle) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, bundle);
      Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Stop.early("Cannot write " + file + ": " + JournalFiles.reason(e) + ".");
    }
  }
}
