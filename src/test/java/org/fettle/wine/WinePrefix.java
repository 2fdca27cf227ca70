package org.fettle.wine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A fresh Windows of its own, gone when it is closed. What its programs say is kept in logs. */
final class WinePrefix implements AutoCloseable {
  private final Path logs;
  private final Path folder;
  private int runs;

  private WinePrefix(Path logs, Path folder) {
    this.logs = logs;
    this.folder = folder;
  }

  /** Makes one; Wine has to be ready. Logs of an earlier one in that folder go. */
  static WinePrefix make(Path logs) throws IOException, InterruptedException {
    Files.createDirectories(logs);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(logs, "[0-9][0-9]-*.log")) {
      for (Path log : old) {
        Files.delete(log);
      }
    }
    Path folder = Files.createTempDirectory(logs, "prefix").resolve("wine");
    WinePrefix prefix = new WinePrefix(logs, folder);
    prefix.ok("new-prefix", folder.toString());
    return prefix;
  }

  /** Runs one of the scripts here. */
  Wine.Run run(String script, String... arguments) throws IOException, InterruptedException {
    runs++;
    String program = arguments.length == 0 ? "" : "-" + Path.of(arguments[0]).getFileName();
    Path log = logs.resolve("%02d-%s%s.log".formatted(runs, script, program));
    return Wine.run(
        log, Map.of("WINEPREFIX", folder.toAbsolutePath().toString()), script, arguments);
  }

  /** Runs one of the scripts here, which must not fail. */
  Wine.Run ok(String script, String... arguments) throws IOException, InterruptedException {
    Wine.Run run = run(script, arguments);
    assertThat(run.exitCode())
        .as("%s %s:\n%s", script, String.join(" ", arguments), run.end())
        .isZero();
    return run;
  }

  /** Makes an empty file on its drive C, with the folders above it. */
  void file(String path) throws IOException {
    Path file = folder.resolve("drive_c").resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  /** Puts this content into a file of its drive C. */
  void write(String path, byte[] content) throws IOException {
    Path file = folder.resolve("drive_c").resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** The content of a file of its drive C. */
  byte[] read(String path) throws IOException {
    return Files.readAllBytes(folder.resolve("drive_c").resolve(path));
  }

  /** A path on its drive C. */
  Path onDriveC(String path) {
    return folder.resolve("drive_c").resolve(path).toAbsolutePath();
  }

  /** A folder in the profile of who is signed in. */
  Path ofUser(String path) {
    return folder.resolve("drive_c/users").resolve(System.getProperty("user.name")).resolve(path);
  }

  /** Brings keys and values into its registry, as an admin does with {@code regedit /S}. */
  void regedit(String text) throws IOException, InterruptedException {
    Path file = logs.resolve("input-" + runs + ".reg");
    Files.writeString(
        file,
        "\uFEFFWindows Registry Editor Version 5.00\r\n\r\n" + text.replace("\n", "\r\n"),
        UTF_16LE);
    ok("run", "regedit", "/S", Wine.windowsPath(file));
  }

  /** Asserts that {@code reg query} shows this value. */
  void has(String key, String name, String type, String value)
      throws IOException, InterruptedException {
    assertThat(ok("run", "reg", "query", key, "/v", name).output())
        .contains("    " + name + "    " + type + "    " + value);
  }

  /** Asserts that {@code reg query} finds no such key. */
  void hasNot(String key) throws IOException, InterruptedException {
    assertThat(run("run", "reg", "query", key).exitCode()).as(key).isEqualTo(1);
  }

  /** The keys of the programs of that name that Windows has listed as installed by a package. */
  List<String> listed(String name) throws IOException, InterruptedException {
    List<String> keys = new ArrayList<>();
    for (String line :
        run("run", "reg", "query", "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall")
            .output()) {
      if (line.contains("{")
          && run("run", "reg", "query", line.strip(), "/v", "DisplayName").output().stream()
              .anyMatch(value -> value.matches("\\s+DisplayName\\s+REG_SZ\\s+" + name))) {
        keys.add(line.strip());
      }
    }
    return keys;
  }

  /** How many processes of this program run in it, as Linux sees them. */
  long processes(String program) {
    return ProcessHandle.allProcesses()
        .filter(process -> has(process, "cmdline", program))
        .filter(process -> has(process, "environ", folder.toAbsolutePath().toString()))
        .count();
  }

  private static boolean has(ProcessHandle process, String file, String text) {
    try {
      Path path = Path.of("/proc", String.valueOf(process.pid()), file);
      return new String(Files.readAllBytes(path), ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false; // It has ended.
    }
  }

  @Override
  public void close() throws IOException {
    try {
      ok("drop-prefix", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.delete(folder.getParent());
  }
}
