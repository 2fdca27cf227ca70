package org.fettle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.FilesInMemory;

/**
 * The files of a folder that go into a bundle: policies and cases at its top, and assignments. Read
 * once, so that what is bundled is what was tested.
 *
 * @param left what else is at the top, and stays there
 */
record BundleFiles(NavigableMap<String, byte[]> files, List<String> left) {
  private static final int LARGEST = 4 * 1024 * 1024;

  static BundleFiles in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw Stop.early("There is no folder " + folder + ".");
    }
    BundleFiles read = new BundleFiles(new TreeMap<>(), new ArrayList<>());
    read.add(folder, "");
    Path assignments = folder.resolve(FilesInMemory.ASSIGNMENTS);
    if (Files.isDirectory(assignments)) {
      read.add(assignments, FilesInMemory.ASSIGNMENTS);
    }
    return read;
  }

  boolean hasAssignments() {
    return files.keySet().stream().anyMatch(path -> path.startsWith(FilesInMemory.ASSIGNMENTS));
  }

  /** The policies without a file of cases. */
  List<String> untested() {
    List<String> untested = new ArrayList<>();
    for (String path : new FilesInMemory("", files).policyPaths()) {
      String id = path.substring(0, path.lastIndexOf('.'));
      if (files.keySet().stream().noneMatch(other -> other.startsWith(id + ".cases."))) {
        untested.add(id);
      }
    }
    return untested;
  }

  private void add(Path folder, String prefix) {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path file : inside.sorted().toList()) {
        String path = prefix + file.getFileName();
        if (Files.isRegularFile(file) && PolicyCommand.isPolicyFile(file)) {
          files.put(path, bytes(file));
        } else if (!path.concat("/").equals(FilesInMemory.ASSIGNMENTS)) {
          left.add(path);
        }
      }
    } catch (IOException e) {
      throw Stop.early("Cannot read " + folder + ": " + JournalFiles.reason(e) + ".");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw Stop.early(file + " is larger than 4 MiB, and is not bundled.");
      }
      return bytes;
    }
  }
}
