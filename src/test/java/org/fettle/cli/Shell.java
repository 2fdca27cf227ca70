package org.fettle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs commands in this process, on copies of the policies and the examples, and sees to what holds
 * for all that a command says.
 */
final class Shell {
  private static final Path POLICIES = Path.of("policies");

  private final Path folder;
  private final boolean coloured;

  /** A shell whose copies lie in that folder. */
  Shell(Path folder) {
    this(folder, false);
    copy("policies", "examples/neglected-laptop.yaml", "examples/head-office.yaml");
    try (Stream<Path> packs = Files.list(POLICIES)) {
      packs
          .filter(Files::isRegularFile)
          .forEach(pack -> copy("policies", pack.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Shell(Path folder, boolean coloured) {
    this.folder = folder;
    this.coloured = coloured;
  }

  /** The same shell on a terminal with colours. */
  Shell withColours() {
    return new Shell(folder, true);
  }

  /** What a command answered. */
  record Ran(int exitCode, String out, String err) {
    Ran exits(int wanted) {
      assertThat(exitCode).as("%s%n%s", out, err).isEqualTo(wanted);
      return this;
    }

    /** It ended early with this one sentence, and said nothing else. */
    Ran stops(int wanted, String... words) {
      exits(wanted);
      assertThat(out).isEmpty();
      assertThat(flat(err)).startsWith("fettle: ").contains(words);
      return this;
    }

    String lastLine() {
      return out.lines().reduce("", (before, line) -> line);
    }

    /** The run that the last line names. */
    String run() {
      return lastLine().replaceFirst(".* — run ", "");
    }
  }

  Path laptop() {
    return folder.resolve("policies/examples/neglected-laptop.yaml");
  }

  Path assignment() {
    return folder.resolve("policies/examples/head-office.yaml");
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Writes a file below the folder. */
  Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes a file by replacing a text that it must hold. */
  void replace(Path file, String found, String by) {
    String text = read(file);
    assertThat(text).contains(found);
    write(folder.relativize(file).toString(), text.replace(found, by));
  }

  /** The command on the laptop, with its assignment where it takes one. */
  Ran onLaptop(String... words) {
    return answering(null, onLaptopWords(words));
  }

  /** The same, with somebody there who answers. */
  Ran onLaptopAnswering(String answer, String... words) {
    return answering(answer, onLaptopWords(words));
  }

  private String[] onLaptopWords(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--machine", laptop().toString()));
    if (List.of("check", "plan", "apply", "capture").contains(words[0])) {
      command.addAll(List.of("--assignment", assignment().toString()));
    }
    return command.toArray(String[]::new);
  }

  Ran run(String... words) {
    return answering(null, words);
  }

  /** The same, with somebody there who answers. */
  Ran runAnswering(String answer, String... words) {
    return answering(answer, words);
  }

  private Ran answering(String answer, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream((answer == null ? "" : answer).getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Terminal.Settings(answer != null, coloured, false));
    int exitCode = new CommandLineProgram(terminal).run(words);
    terminal.flush();
    Ran ran = new Ran(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    boolean forPrograms =
        Stream.of("--json", "--html", "--csv", "--junit", "schema", "capture")
            .anyMatch(Arrays.asList(words)::contains);
    seeThatItIsSafeToShow(ran.out());
    seeThatItIsSafeToShow(ran.err());
    if (!forPrograms) {
      // On a terminal whoever answers ends the line.
      ran.out().replace(" to go on: ", " to go on:\n").lines().forEach(Shell::seeThatItFits);
    }
    if (!Arrays.asList(words).contains("--verbose")) {
      ran.err().lines().forEach(Shell::seeThatItFits);
      assertThat(ran.err()).doesNotContain("\tat ", "    at org.fettle", "Exception");
    }
    return ran;
  }

  /** One line, as if the terminal had been wider. */
  static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private void seeThatItIsSafeToShow(String text) {
    String bare = coloured ? text.replaceAll("\u001B\\[[0-9;]*m", "") : text;
    bare = bare.replace("\r\n", "\n"); // as RFC 4180 ends a row
    assertThat(bare.codePoints())
        .as(text)
        .noneMatch(character ->
            character != '\n'
                && (Character.getType(character) == Character.CONTROL
                    || Character.getType(character) == Character.FORMAT));
  }

  // A path, and a command that is to be copied, is never broken; the summary is one line for
  // programs.
  private static void seeThatItFits(String line) {
    String bare = line.replaceAll("\u001B\\[[0-9;]*m", "");
    boolean isOneWord = !bare.strip().contains(" ") || bare.strip().matches("fettle: \\S+");
    boolean isCommand = bare.matches("\\$ fettle .*|.*  fettle (rollback|history) .*");
    boolean isSummary = bare.matches("fettle: .* on .* — run \\S+") && bare.length() <= 2048;
    boolean isNotHere = bare.startsWith("fettle: not for this machine: ") && bare.length() <= 2048;
    if (!isOneWord && !isCommand && !isSummary && !isNotHere) {
      assertThat(bare.codePointCount(0, bare.length())).as(bare).isLessThanOrEqualTo(80);
    }
  }

  private void copy(String to, String... names) {
    for (String name : names) {
      try {
        Path target = folder.resolve(to).resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(POLICIES.resolve(name), target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
