package org.fettle.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.jspecify.annotations.Nullable;

/**
 * Reads the assignment that a command line names while that command line is still being understood:
 * both take about as long, and most machines have a second processor. Whatever is found is only
 * used when the command asks for just that.
 */
final class EarlyAssignment {
  private static final String OPTION = "--assignment";

  private static volatile @Nullable EarlyAssignment begun;

  private final Path file;
  private final FutureTask<Assignment> reading;

  private EarlyAssignment(Path file) {
    this.file = file;
    this.reading = new FutureTask<>(() -> PolicyFiles.readAssignment(file, List.of()));
  }

  /**
   * Begins to read, where the words name an assignment and nothing else that matters to its
   * reading.
   */
  static void begin(String[] args) {
    List<String> words = List.of(args);
    int option = words.indexOf(OPTION);
    if (option < 0 || option + 1 >= words.size() || words.contains("--policies")) {
      return;
    }
    EarlyAssignment early;
    try {
      early = new EarlyAssignment(Path.of(words.get(option + 1)));
    } catch (InvalidPathException e) {
      return; // whoever understands the command line will say so
    }
    begun = early;
    Thread thread = new Thread(early.reading, "assignment");
    thread.setDaemon(true);
    thread.start();
  }

  /** The assignment in that file, read early or now. */
  static Assignment read(Path file, List<Path> policyFolders) throws PolicyException {
    EarlyAssignment early = begun;
    begun = null;
    if (early == null || !policyFolders.isEmpty() || !early.file.equals(file)) {
      return PolicyFiles.readAssignment(file, policyFolders);
    }
    try {
      return early.reading.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PolicyException mistakes) {
        throw mistakes;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Stop.early("The command was interrupted.");
    }
  }
}
