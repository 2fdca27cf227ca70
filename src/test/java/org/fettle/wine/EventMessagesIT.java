package org.fettle.wine;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The message file as Windows reads it; EventIdTest says that its source has all numbers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It is built with mingw-w64.")
class EventMessagesIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "events");
  private static final Path BUILD = Path.of("agent", "events", "build");
  private static final Pattern MESSAGE =
      Pattern.compile("MessageId=(\\d+)\nSeverity=(\\w+)\n.*\n.*\n.*\n(.+)%n%n%1\n");

  @BeforeAll
  static void prepare() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
  }

  private static Path build(Path folder) throws IOException, InterruptedException {
    Process build =
        new ProcessBuilder(BUILD.toString(), Installation.VERSION, folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(build.getInputStream().readAllBytes(), UTF_8);
    assertThat(build.waitFor()).as(said).isZero();
    return folder.resolve("fettle-events.dll");
  }

  @Test
  void windowsFindsEachTextOfTheSourceUnderItsNumberAndNoOther(@TempDir Path folder)
      throws Exception {
    List<String> wanted =
        MESSAGE
            .matcher(Files.readString(Path.of("agent", "events", "fettle.mc")))
            .results()
            .map(one ->
                "%08X %s||DETAILS"
                    .formatted(number(one.group(2), Integer.parseInt(one.group(1))), one.group(3)))
            .toList();
    Wine.Run run =
        Wine.run(
            LOGS.resolve("messages.log"),
            "java",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            Wine.classPath(),
            EventMessages.class.getName(),
            Wine.windowsPath(build(folder)));
    assertThat(run.exitCode()).as(run.end()).isZero();
    assertThat(run.output().stream().filter(line -> line.matches("[0-9A-F]{8} .*")))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void itTellsItsVersion(@TempDir Path folder) throws Exception {
    String content = Files.readString(build(folder), UTF_16LE);
    assertThat(content).contains("FileVersion\0\0" + Installation.VERSION);
  }

  @Test
  void theSameSourcesGiveTheSameBytes(@TempDir Path once, @TempDir Path again) throws Exception {
    assertThat(build(again)).hasSameBinaryContentAs(build(once));
  }

  private static int number(String severity, int code) {
    int high =
        switch (severity) {
          case "Information" -> 0x6;
          case "Warning" -> 0xA;
          default -> 0xE;
        };
    return high << 28 | code;
  }
}
