package org.fettle.windows.jna;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fettle.windows.FileInfo;
import org.fettle.windows.WritableFiles;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MachineFile.Disk;
import org.fettle.windows.memory.MemoryWindows;
import org.jspecify.annotations.Nullable;

/** The files in memory keep the contract of the real ones. */
class MemoryFilesContractTest extends FilesContract {
  private final Map<String, Disk> disk = new TreeMap<>();
  private @Nullable MemoryWindows machine;

  MemoryFilesContractTest() {
    folder(home());
  }

  @Override
  WritableFiles files() {
    if (machine == null) {
      MachineFile none = MachineFile.read("");
      machine = new MemoryWindows(MachineFile.read(none.toYaml() + yaml()));
    }
    return machine.files();
  }

  private String yaml() {
    StringBuilder yaml = new StringBuilder("disk:\n");
    disk.forEach((path, thing) -> {
      yaml.append("  '").append(path.replace("'", "''")).append("': { ");
      yaml.append(
          thing.folder().isPresent()
              ? "folder: true"
              : "text: \"" + thing.text().orElseThrow().replace("\r\n", "\\r\\n") + '"');
      yaml.append(" }\n");
    });
    return yaml.toString();
  }

  @Override
  String home() {
    return "C:\\Contoso";
  }

  @Override
  void folder(String path) {
    put(path, Optional.of(true), Optional.empty());
  }

  @Override
  void file(String path, byte[] content) {
    put(path, Optional.empty(), Optional.of(new String(content, UTF_8)));
  }

  private void put(String path, Optional<Boolean> folder, Optional<String> text) {
    disk.put(
        path,
        new Disk(
            folder,
            text,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    machine = null;
  }

  @Override
  Optional<byte[]> content(String path) {
    return files()
        .look(path)
        .filter(found -> found.kind() == FileInfo.Kind.FILE)
        .flatMap(found -> files().read(path, 1 << 20));
  }
}
