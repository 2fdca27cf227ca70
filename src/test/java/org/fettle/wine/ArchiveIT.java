package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The archive of classes that the service makes at its first stop, and that both programs use. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchiveIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "archive");
  private static final String DATA = "ProgramData/Fettle/";

  private static WinePrefix windows;
  private static Installation installation;
  private static Path talkative;

  @BeforeAll
  static void install() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    windows = WinePrefix.make(LOGS);
    installation = Installation.in(windows.onDriveC("Program Files/Fettle"));
    Installation.createService(windows);
    // The command line, telling where its classes come from.
    talkative = installation.path("bin/talkative.exe");
    Files.copy(installation.path("bin/fettle.exe"), talkative);
    Files.writeString(
        installation.path("bin/talkative.cfg"),
        Files.readString(installation.path("bin/fettle.cfg"))
            + "option=-Xlog:class+load=info:stdout\n");
  }

  @AfterAll
  static void uninstall() throws IOException {
    if (windows != null) {
      windows.close();
    }
  }

  @Test
  @Order(1)
  void withoutAFolderForItNoneIsMade() throws Exception {
    Files.createDirectories(windows.onDriveC(DATA));
    Files.delete(cache());
    serveOnce();
    assertThat(cache()).doesNotExist();
    assertThat(commandUsesArchive()).isFalse();
    Files.createDirectory(cache());
  }

  @Test
  @Order(2)
  void aServiceThatJudgedNothingMakesNone() throws Exception {
    serveOnce();
    assertThat(archives()).isEmpty();
  }

  @Test
  @Order(3)
  void theFirstRunMakesIt() throws Exception {
    offer();
    serveOnce();
    assertThat(archives()).hasSize(1);
    assertThat(commandUsesArchive()).isTrue();
  }

  @Test
  @Order(4)
  void theNextRunLeavesItAlone() throws Exception {
    Path archive = archives().getFirst();
    FileTime made = Files.getLastModifiedTime(archive);
    serveOnce();
    assertThat(archives()).containsExactly(archive);
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
  }

  @Test
  @Order(5)
  void oneFullOfSomethingElseHarmsNobodyAndMakesNoNoise() throws Exception {
    Path archive = archives().getFirst();
    byte[] whole = Files.readAllBytes(archive);
    byte[] noise = new byte[whole.length];
    new Random(1).nextBytes(noise);
    put(archive, noise);
    Wine.Run run = windows.run("run", installation.path("bin/fettle.exe").toString(), "--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output())
        .contains("fettle " + Installation.VERSION)
        .noneMatch(line -> line.contains("archive"));
    serveOnce();
    put(archive, whole);
  }

  @Test
  @Order(6)
  void oneThatWasCutOffIsNotUsedAndIsMadeAnew() throws Exception {
    Path archive = archives().getFirst();
    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      channel.truncate(3_000_000);
      channel.write(ByteBuffer.wrap(new byte[1]), 0);
    }
    assertThat(commandUsesArchive()).isFalse();
    serveOnce();
    assertThat(archives()).hasSize(1);
    assertThat(Files.size(archives().getFirst())).isGreaterThan(10_000_000);
    assertThat(commandUsesArchive()).isTrue();
  }

  @Test
  @Order(7)
  void anotherProgramOfTheSameVersionGetsOneOfItsOwn() throws Exception {
    Path before = archives().getFirst();
    Files.setLastModifiedTime(
        installation.path("fettle.jar"), FileTime.from(Instant.now().minusSeconds(3600)));
    assertThat(commandUsesArchive()).isFalse();
    Files.writeString(cache().resolve("fettle-0123456789abcdef.new"), "broken off by a power loss");
    serveOnce();
    assertThat(archives()).hasSize(1).doesNotContain(before);
    assertThat(commandUsesArchive()).isTrue();
  }

  @Test
  @Order(8)
  void aServiceThatCannotWriteItGoesOnAllTheSame() throws Exception {
    Path archive = archives().getFirst();
    String name = archive.getFileName().toString();
    Files.delete(archive);
    // A folder with something in it where Java would put the file.
    Path inTheWay =
        Files.createDirectory(cache().resolve(name.substring(0, name.lastIndexOf('-')) + ".new"));
    Files.createFile(inTheWay.resolve("something"));
    serveOnce();
    assertThat(archives()).noneMatch(file -> file.toString().endsWith(".jsa"));
  }

  private static Path cache() {
    return installation.path("cache");
  }

  private static List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      return files.toList();
    }
  }

  private static void put(Path archive, byte[] content) throws IOException {
    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(archive, content);
  }

  private static boolean commandUsesArchive() throws Exception {
    Wine.Run run = windows.run("run", talkative.toString(), "--version");
    assertThat(run.exitCode()).as(run.end()).isZero();
    return run.output().stream()
        .anyMatch(
            line -> line.contains("org.fettle") && line.contains("shared objects file (top)"));
  }

  private static void offer() throws IOException {
    Path folder = Files.createDirectories(windows.onDriveC(DATA + "policies"));
    Files.copy(Path.of("policies", "client-crypto.yaml"), folder.resolve("client-crypto.yaml"));
    Files.writeString(
        folder.resolve("assignment.yaml"),
        """
        assignment: archive
        policies: [{ policy: client-crypto }]
        schedule: { at: [startup] }
        """);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
      }
    }
  }

  /** Starts the service, waits until it is up and has done what it is told to do, and stops it. */
  private static void serveOnce() throws Exception {
    Path log = windows.onDriveC(DATA + "state/service.log");
    Files.deleteIfExists(log);
    boolean isToRun = Files.exists(windows.onDriveC(DATA + "policies/assignment.yaml"));
    windows.ok("run", "sc", "start", "Fettle");
    InstalledAgent.until(() ->
        Files.exists(log)
            && Files.readString(log).contains(isToRun ? "Run " : "The service is up"));
    windows.ok("run", "sc", "stop", "Fettle");
    InstalledAgent.until(() ->
        windows.run("run", "sc", "query", "Fettle").output().stream()
            .anyMatch(line -> line.contains("STOPPED")));
  }
}
