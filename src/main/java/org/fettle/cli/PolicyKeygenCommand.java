package org.fettle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.bundle.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "keygen",
    description = "Make a key to sign policy bundles with.",
    sortOptions = false)
final class PolicyKeygenCommand implements Callable<Integer> {
  @ParentCommand private PolicyCommand parent = new PolicyCommand(Terminal.ofProcess());

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where to write the private and the public key.")
  private Path folder = Path.of("");

  @Mixin Help help = new Help();

  @Option(names = "--verbose", description = "Tell where an error came from.")
  boolean verbose;

  @Override
  public Integer call() {
    SigningKey key = SigningKey.generate();
    String name = "fettle-" + key.publicKey().id();
    Path secret = folder.resolve(name + ".private.pem");
    Path open = folder.resolve(name + ".public.txt");
    try {
      Files.createDirectories(folder);
      KeyFiles.writePrivate(secret, key.pem());
      Files.writeString(open, key.publicKey().text() + "\n", StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw Stop.early("Cannot write a key into " + folder + ": " + JournalFiles.reason(e) + ".");
    }
    Terminal terminal = parent.terminal;
    terminal.say("Private key: " + secret);
    terminal.say(
        "  Only you may read it. Whoever has it can have any policy applied on the fleet: keep it"
            + " off the network, and keep a copy.");
    terminal.say("Public key: " + open);
    terminal.say("  Endpoints pin this one. It is no secret, but has to come to them unchanged:");
    terminal.print(key.publicKey().text());
    return ExitCode.FINE;
  }
}
