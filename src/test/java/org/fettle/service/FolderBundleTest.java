package org.fettle.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.fettle.policy.bundle.Bundle;
import org.fettle.service.BundleSource.Answer;
import org.fettle.service.BundleSource.Unreachable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderBundleTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path folder;

  private FolderBundle source;

  @BeforeEach
  void source() {
    source = at(folder);
  }

  private static FolderBundle at(Path place) {
    return new FolderBundle(place, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Path put(String name, String content, int secondsAgo) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(secondsAgo)));
  }

  private Answer ask() throws Unreachable {
    return source.ask(Optional.empty());
  }

  private Answer.Offered offered() throws Unreachable {
    return (Answer.Offered) ask();
  }

  @Test
  void theOneBundleOfAFolderIsOfferedWhateverElseLiesThere() throws Exception {
    put("fleet-7.ZIP", "bundle", 60);
    put("readme.txt", "text", 60);
    assertThat(offered().bytes()).isEqualTo("bundle".getBytes(UTF_8));
    assertThat(source.isNear()).isTrue();
  }

  @Test
  void aFileThatIsNamedItselfIsOffered() throws Exception {
    put("other.zip", "other", 60);
    source = at(put("fleet.zip", "bundle", 60));
    assertThat(offered().bytes()).isEqualTo("bundle".getBytes(UTF_8));
  }

  @Test
  void theSameFileIsNotReadAgain() throws Exception {
    put("fleet.zip", "bundle", 60);
    String stamp = offered().stamp();
    assertThat(source.ask(Optional.of(stamp))).isEqualTo(new Answer.Unchanged());
    put("fleet.zip", "BUNDLE", 59);
    assertThat(source.ask(Optional.of(stamp))).isInstanceOf(Answer.Offered.class);
    put("fleet.zip", "bundle and more", 60);
    assertThat(source.ask(Optional.of(stamp))).isInstanceOf(Answer.Offered.class);
  }

  @Test
  void aFileThatIsStillBeingWrittenIsLeftAlone() throws Exception {
    put("fleet.zip", "bun", 1);
    assertThat(ask()).isEqualTo(new Answer.Unsettled());
    put("fleet.zip", "bundle", -100);
    assertThat(ask()).as("another clock made it").isInstanceOf(Answer.Offered.class);
  }

  @Test
  void twoBundlesAreRefusedByTheirNames() throws Exception {
    put("fleet-8.zip", "8", 60);
    put("fleet-7.zip", "7", 60);
    assertThat(ask())
        .isEqualTo(
            new Answer.Unusable(
                folder
                    + " holds more than one bundle, and it is not known which is meant:"
                    + " fleet-7.zip, fleet-8.zip."));
  }

  @Test
  void nothingThereIsToldAndNotTakenForAnEmptyBundle() throws Exception {
    assertThatThrownBy(this::ask)
        .isInstanceOf(Unreachable.class)
        .hasMessage("There is no bundle (a .zip file) in " + folder + ".");
    source = at(folder.resolve("gone"));
    assertThatThrownBy(this::ask)
        .isInstanceOf(Unreachable.class)
        .hasMessage(folder.resolve("gone") + ": not found.");
  }

  @Test
  void moreThanIsReadIsRefused() throws Exception {
    Path file = put("fleet.zip", "x".repeat(Bundle.LARGEST + 1), 60);
    assertThat(ask())
        .isEqualTo(new Answer.Unusable(file + " is larger than 16777216 bytes, and is not read."));
  }

  @Test
  void aFolderThatIsCalledLikeABundleIsNone() throws Exception {
    Files.createDirectory(folder.resolve("fleet.zip"));
    assertThat(ask()).isInstanceOf(Answer.Unusable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "\\\\server\\share\\fleet.zip, true",
    "\\\\?\\UNC\\server\\share, true",
    "\\\\?\\C:\\ProgramData, false",
    "\\\\.\\C:\\ProgramData, false",
    "C:\\ProgramData\\Fettle\\policies, false",
    "/srv/policies, false"
  })
  void aServerIsToldFromADiskByThePath(String path, boolean isOnServer) {
    assertThat(FolderBundle.isOnServer(path)).isEqualTo(isOnServer);
  }
}
