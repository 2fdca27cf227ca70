package org.fettle.wine;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.wine.MsiTables.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the installation package lays down, and that it is made of the same bytes each time. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The package is built on Linux.")
class InstallerFilesIT {
  private static final long MOST_BYTES = 50_000_000;

  private static MsiTables tables;
  @TempDir private static Path files;

  @BeforeAll
  static void build() throws Exception {
    Optional<String> missing = MsiPackage.prepare();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    tables = new MsiTables(MsiPackage.file());
    MsiTables.run("msiextract", "-C", files.toString(), MsiPackage.file().toString());
  }

  @Test
  void aSecondBuildElsewhereHasTheSameBytes(@TempDir Path elsewhere) throws Exception {
    Path second = MsiPackage.build(elsewhere, Installation.VERSION);
    assertThat(Files.mismatch(MsiPackage.file(), second)).isEqualTo(-1);
  }

  @Test
  void itIsUnderFiftyMegabytes() throws Exception {
    assertThat(Files.size(MsiPackage.file())).isLessThan(MOST_BYTES);
  }

  @Test
  void everyProgramFileHasItsVersionAndEveryOtherItsHash() throws Exception {
    Map<String, Row> hashes =
        tables.rows("MsiFileHash").stream().collect(toMap(row -> row.get("File_"), row -> row));
    int versioned = 0;
    for (Row file : tables.rows("File")) {
      Path extracted = extracted(file);
      assertThat(Files.size(extracted)).as(extracted.toString()).isEqualTo(file.number("FileSize"));
      if (file.get("Version").isEmpty()) {
        assertThat(hashes).containsKey(file.get("File"));
        assertThat(hash(hashes.get(file.get("File"))))
            .as(extracted.toString())
            .isEqualTo(md5(extracted));
      } else {
        versioned++;
        assertThat(file.get("Version")).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(file.get("Language")).matches("\\d+");
        assertThat(hashes).doesNotContainKey(file.get("File"));
      }
      boolean isProgram = longName(file.get("FileName")).matches(".*\\.(exe|dll)");
      assertThat(file.get("Version").isEmpty()).as(extracted.toString()).isNotEqualTo(isProgram);
    }
    assertThat(versioned).isGreaterThan(20);
    assertThat(tables.row("File", "fettle.exe").get("Version"))
        .isEqualTo(Installation.VERSION + ".0");
    assertThat(tables.row("File", "fettled.exe").get("Version"))
        .isEqualTo(Installation.VERSION + ".0");
  }

  @Test
  void theCabinetHoldsTheFilesInTheOrderOfTheirTable() throws Exception {
    List<Row> inOrder =
        tables.rows("File").stream()
            .sorted(java.util.Comparator.comparingInt(row -> row.number("Sequence")))
            .toList();
    for (int i = 0; i < inOrder.size(); i++) {
      assertThat(inOrder.get(i).number("Sequence")).isEqualTo(i + 1);
    }
    Row media = tables.row("Media", "1");
    assertThat(media.number("LastSequence")).isEqualTo(inOrder.size());
    assertThat(media.get("Cabinet")).isEqualTo("#fettle.cab");
  }

  @Test
  void everyFileIsAComponentWhoseIdFollowsFromItsPath() throws Exception {
    Set<String> ids =
        new HashSet<>(
            tables.rows("Component").stream().map(row -> row.get("ComponentId")).toList());
    assertThat(ids).hasSize(tables.rows("Component").size());
    Map<String, String> idOf = new HashMap<>();
    for (Row file : tables.rows("File")) {
      Row component = tables.row("Component", file.get("Component_"));
      assertThat(component.get("KeyPath")).isEqualTo(file.get("File"));
      assertThat(component.number("Attributes")).isEqualTo(256); // 64-bit
      idOf.put(path(file), component.get("ComponentId"));
    }
    idOf.forEach((path, id) -> {
      if (!Set.of("bin/fettle.exe", "bin/fettled.exe").contains(path)) {
        assertThat(id).as(path).isEqualTo("{" + MsiTables.guid("file " + path) + "}");
      }
    });
    // Pinned, as other versions have them: a component that changes its id is another one.
    assertThat(idOf)
        .containsEntry("bin/fettle.exe", "{5B3CFE31-8E0B-4C1F-9C0E-6D1F5C0B7A21}")
        .containsEntry("bin/fettled.exe", "{5B3CFE31-8E0B-4C1F-9C0E-6D1F5C0B7A22}")
        .containsEntry("fettle.jar", "{2128A716-BEF4-5C70-9E04-E59362AB62BC}")
        .containsEntry("bin/fettle.cfg", "{B9CC96BB-4443-5665-BB9C-C7DE0A9AC138}")
        .containsEntry("LICENSE", "{6747A9E2-5EEB-5FA8-9D15-9DBC0C682258}");
    assertThat(tables.keys("FeatureComponents")).hasSize(ids.size()).containsOnly("Fettle");
  }

  @Test
  void namesAreShortAndLongAndUniqueInTheirFolder() throws Exception {
    Set<String> seen = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Row file : tables.rows("File")) {
      String name = file.get("FileName");
      names.add(name);
      assertThat(
              seen.add(
                  tables.row("Component", file.get("Component_")).get("Directory_")
                      + "/"
                      + shortName(name)))
          .as(name)
          .isTrue();
    }
    for (Row folder : tables.rows("Directory")) {
      names.add(folder.get("DefaultDir"));
    }
    assertThat(names)
        .filteredOn(name -> !name.equals("SourceDir") && !name.equals("."))
        .allSatisfy(name ->
            assertThat(shortName(name)).matches("[A-Za-z0-9_-]{1,8}(\\.[A-Za-z0-9_-]{1,3})?"));
  }

  @Test
  void theRuntimeIsTrimmedAndKeepsItsLicences() throws Exception {
    Path runtime = files.resolve("Fettle/runtime");
    assertThat(runtime.resolve("release")).content().contains("OS_NAME=\"Windows\"");
    assertThat(runtime.resolve("legal/java.base/LICENSE")).exists();
    assertThat(runtime.resolve("NOTICE")).exists();
    assertThat(runtime.resolve("bin/server/jvm.dll")).exists();
    assertThat(runtime.resolve("bin/awt.dll")).doesNotExist();
    try (Stream<Path> bin = Files.list(runtime.resolve("bin"))) {
      assertThat(
              bin.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".exe")))
          .containsExactlyInAnyOrder("java.exe", "keytool.exe");
    }
  }

  @Test
  void theProgramIsWholeWithPacksAndJnasLibraryAsAFile() throws Exception {
    Path app = files.resolve("Fettle");
    for (String file :
        List.of(
            "fettle.jar",
            "lib/jnidispatch.dll",
            "bin/fettle.cfg",
            "bin/fettled.cfg",
            "LICENSE",
            "policies/lync-trust.yaml",
            "policies/lync-trust.cases.yaml",
            "policies/schema/policy.schema.json")) {
      assertThat(app.resolve(file)).exists();
    }
    try (Stream<Path> jars = Files.list(app.resolve("lib"))) {
      Set<String> names = jars.map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
      assertThat(names).contains("jnidispatch.dll").hasSizeGreaterThan(10);
    }
    try (java.util.zip.ZipFile jar =
        new java.util.zip.ZipFile(app.resolve("fettle.jar").toFile())) {
      assertThat(jar.getEntry("org/fettle/service/Main.class")).isNotNull();
    }
  }

  @Test
  void theRecipeAndTheTestsTakeTheSameRuntime() throws Exception {
    assertThat(line("installer/build.sh", "jre_artifact="))
        .isEqualTo(line("src/test/wine/prepare", "windows_jre="));
  }

  @Test
  void anUnusableRuntimeOrWrongWordIsRefused(@TempDir Path empty) throws Exception {
    for (String[] options :
        List.of(
            new String[] {"--runtime", empty.toString()},
            new String[] {"--version", "1.0"},
            new String[] {"--sign-key", "/dev/null"},
            new String[] {"--nonsense"})) {
      Wine.Run run = MsiPackage.recipe(MsiPackage.FOLDER.resolve("refused.log"), options);
      assertThat(run.exitCode()).as(run.end()).isEqualTo(64);
    }
  }

  private static String line(String file, String beginning) throws Exception {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(text -> text.startsWith(beginning))
        .map(text -> text.substring(beginning.length()))
        .findFirst()
        .orElseThrow();
  }

  private static String path(Row file) throws Exception {
    StringBuilder path = new StringBuilder(longName(file.get("FileName")));
    String folder = tables.row("Component", file.get("Component_")).get("Directory_");
    while (!folder.equals("INSTALLDIR")) {
      Row row = tables.row("Directory", folder);
      path.insert(0, longName(row.get("DefaultDir")) + "/");
      folder = row.get("Directory_Parent");
    }
    return path.toString();
  }

  private static Path extracted(Row file) throws Exception {
    return files.resolve("Fettle").resolve(path(file));
  }

  private static String longName(String name) {
    return name.substring(name.indexOf('|') + 1);
  }

  private static String shortName(String name) {
    return name.contains("|") ? name.substring(0, name.indexOf('|')) : name;
  }

  private static List<Integer> hash(Row row) {
    return Stream.of("HashPart1", "HashPart2", "HashPart3", "HashPart4").map(row::number).toList();
  }

  private static List<Integer> md5(Path file) throws Exception {
    ByteBuffer sum =
        ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)))
            .order(ByteOrder.LITTLE_ENDIAN);
    return List.of(sum.getInt(), sum.getInt(), sum.getInt(), sum.getInt());
  }
}
