package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fettle.windows.Files;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

class FolderSizeTest {
  @Test
  void aFolderThatIsAsDeepAsAllowedIsCounted() {
    assertThat(FolderSize.of(nested(FolderSize.MOST_LEVELS), "C:\\Data")).isEqualTo(7);
  }

  @Test
  void aFolderThatIsTooDeepIsNotCounted() {
    assertThatThrownBy(() -> FolderSize.of(nested(FolderSize.MOST_LEVELS + 1), "C:\\Data"))
        .hasMessage(
            "C:\\Data is not counted: it holds more than 100000 files and folders, or folders more"
                + " than 64 deep.");
  }

  private static Files nested(int levels) {
    String path = "C:\\Data" + "\\d".repeat(levels - 1) + "\\a";
    return new MemoryWindows(MachineFile.read("disk: { '" + path + "': { size: 7 } }")).files();
  }

  @Test
  void aFolderWithTooManyEntriesIsNotCounted() {
    List<String> files =
        IntStream.rangeClosed(0, FolderSize.MOST_ENTRIES)
            .mapToObj(number -> "C:\\Data\\" + number)
            .toList();
    Files disk = new MemoryWindows(machine(files)).files();
    assertThatThrownBy(() -> FolderSize.of(disk, "C:\\Data"))
        .hasMessageContaining("is not counted");
  }

  @Test
  void moreThingsThanAnybodyWouldReviewAreAnError() {
    List<String> files =
        IntStream.rangeClosed(0, PathPattern.MOST_FOUND)
            .mapToObj(number -> "C:\\Data\\x\\" + number + ".tmp")
            .toList();
    Files disk = new MemoryWindows(machine(files)).files();
    assertThatThrownBy(() -> PathPattern.of("C:\\Data\\*\\*.tmp").found(disk))
        .hasMessage("More than 1000 files and folders are called C:\\Data\\*\\*.tmp.");
    assertThat(PathPattern.of("C:\\Data\\*\\99?.tmp").found(disk)).hasSize(10);
  }

  private static MachineFile machine(List<String> files) {
    MachineFile empty = MachineFile.read("");
    return new MachineFile(
        empty.machine(),
        empty.now(),
        empty.elevated(),
        empty.users(),
        empty.registry(),
        empty.denied(),
        empty.owned(),
        files,
        Map.of(),
        empty.certificates(),
        empty.services(),
        empty.environment(),
        empty.processes());
  }
}
