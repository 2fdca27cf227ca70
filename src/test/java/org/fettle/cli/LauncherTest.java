package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a checkout, with a JDK that only tells how it was started. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in -XX:AOTCacheOutput=*) echo archive > "${word#*=}" ;; esac
      done
      echo "$0" "$@"
      """;

  @TempDir private Path folder;
  private Path home;
  private Path jdk;

  @BeforeEach
  void aCheckoutThatIsBuilt() throws IOException {
    jdk = jdk("jdk");
    home = folder.resolve("checkout");
    Files.createDirectories(home.resolve("agent/bin"));
    Files.createDirectories(home.resolve("target"));
    Files.copy(Path.of("agent/bin/fettle"), home.resolve("agent/bin/fettle"));
    executable(
        home.resolve("mvnw"),
        "#!/bin/sh\necho built >> target/builds; echo x > target/fettle.jar\n");
  }

  @Test
  void itBuildsOnceAndUsesTheArchive() throws Exception {
    assertThat(run()).contains(jdk + "/bin/java -XX:AOTCache=" + home + "/target/fettle.cds ");
    assertThat(run()).contains("-XX:AOTCache=", "org.fettle.cli.Main check\n");
    assertThat(home.resolve("target/builds")).hasContent("built");
  }

  @Test
  void aCheckoutThatWasMovedNamesNoPathOfItsFormerPlace() throws Exception {
    run();
    Path former = home;
    home = Files.move(former, folder.resolve("renamed with blanks"));

    assertThat(run())
        .contains("-XX:AOTCache=" + home + "/target/fettle.cds ")
        .doesNotContain(former + "/");
    assertThat(home.resolve("target/builds")).hasContent("built");
  }

  @Test
  void withoutItsArchiveItStartsAllTheSame() throws Exception {
    run();
    Files.delete(home.resolve("target/fettle.cds"));

    assertThat(run()).contains("org.fettle.cli.Main check\n").doesNotContain("AOTCache");
  }

  @Test
  void whenTheJdkIsGoneItBuildsAnewWithAnother() throws Exception {
    run();
    Files.move(jdk, folder.resolve("gone"));
    jdk = jdk("another");

    assertThat(run()).contains(jdk + "/bin/java -XX:AOTCache=");
    assertThat(home.resolve("target/builds")).hasContent("built\nbuilt");
  }

  private String run() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("agent/bin/fettle").toString(), "check")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", jdk.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** A JDK that is newer than any other on the machine. */
  private Path jdk(String name) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(made.resolve("bin"));
    Files.writeString(made.resolve("release"), "JAVA_VERSION=\"999.0.1\"\n");
    executable(made.resolve("bin/java"), JAVA);
    return made;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
