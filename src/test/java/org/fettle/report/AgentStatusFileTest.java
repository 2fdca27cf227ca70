package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fettle.report.StatusSamples.Made;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentStatusFileTest {
  @TempDir Path state;

  private AgentStatusFile file;

  @BeforeEach
  void file() {
    file = new AgentStatusFile(state);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    AgentStatus status =
        new Made().lastRun(StatusSamples.withFindings()).troubled().fight("again").status();
    file.write(new Made().noPolicy().status());
    file.write(status);
    assertThat(file.read()).contains(status);
    try (Stream<Path> files = Files.list(state)) {
      assertThat(files).containsExactly(file.path());
    }
  }

  @Test
  void whereNothingWasWrittenThereIsNothing() throws IOException {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void whatIsNotWholeIsRefused() throws IOException {
    file.write(new Made().status());
    String whole = Files.readString(file.path());
    Files.writeString(file.path(), whole.substring(0, whole.length() / 2));
    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("it is not what this version of Fettle writes: ");
    Files.writeString(file.path(), "");
    assertThatThrownBy(file::read).isInstanceOf(IOException.class);
  }

  @Test
  void whatANewerVersionWouldAddIsNotPassedOver() throws IOException {
    file.write(new Made().status());
    String whole = Files.readString(file.path());
    Files.writeString(file.path(), whole.replaceFirst("\\{", "{\"mood\":\"good\","));
    assertThatThrownBy(file::read).hasMessageContaining("Unknown word 'mood'");
  }

  @Test
  void aFileThatNoServiceWroteIsNotReadIntoMemory() throws IOException {
    Files.write(file.path(), new byte[2 * 1024 * 1024]);
    assertThatThrownBy(file::read).hasMessage("it is larger than 1 MiB");
  }
}
