package org.fettle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.bundle.BundleException;
import org.fettle.policy.bundle.BundleWriter;
import org.fettle.policy.bundle.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "sign",
    description = {
      "Sign a bundle, where the private key is kept on another machine than the policies.",
      "A signature that it has is replaced, as for a change of keys."
    },
    sortOptions = false)
final class PolicySignCommand implements Callable<Integer> {
  private static final int LARGEST = 16 * 1024 * 1024;

  @ParentCommand private PolicyCommand parent = new PolicyCommand(Terminal.ofProcess());

  @Parameters(paramLabel = "FILE", description = "The bundle.")
  private Path file = Path.of("");

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "The private key.")
  private Path key = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "What to write; the bundle itself unless said.")
  private @Nullable Path out;

  @Mixin Help help = new Help();

  @Option(names = "--verbose", description = "Tell where an error came from.")
  boolean verbose;

  @Override
  public Integer call() throws BundleException {
    SigningKey signingKey = KeyFiles.privateKey(key);
    byte[] signed = BundleWriter.signed(file.toString(), bytes(file), signingKey);
    Path target = out == null ? file : out;
    PolicyBundleCommand.write(target, signed);
    parent.terminal.say(target + ": signed with the key " + signingKey.publicKey().id() + ".");
    return ExitCode.FINE;
  }

  /** The bytes of a bundle, at most one more than are read. */
  static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      throw Stop.early("Cannot read " + file + ": " + JournalFiles.reason(e) + ".");
    }
  }
}
