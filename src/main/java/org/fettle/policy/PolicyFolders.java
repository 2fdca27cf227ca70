package org.fettle.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Policies in folders; the first that has one wins. */
record PolicyFolders(Set<Path> folders) implements PolicySource {
  /** The folder of this assignment, the one above it, and more folders, in this order. */
  static PolicyFolders around(Path assignment, List<Path> more) {
    Set<Path> folders = new LinkedHashSet<>();
    Path folder = Optional.ofNullable(assignment.getParent()).orElse(Path.of(""));
    folders.add(folder);
    folders.add(
        Optional.ofNullable(folder.getParent())
            .orElse(folder.toString().isEmpty() ? Path.of("..") : Path.of("")));
    folders.addAll(more);
    return new PolicyFolders(folders);
  }

  @Override
  public Optional<SourceFile> policy(String id) throws PolicyException {
    for (Path folder : folders) {
      for (String ending : ENDINGS) {
        Path path = folder.resolve(id + ending);
        if (Files.isRegularFile(path)) {
          return Optional.of(SourceFile.read(path));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Set<String> policies() {
    Set<String> there = new LinkedHashSet<>();
    for (Path folder : folders) {
      there.addAll(PolicyFiles.policiesIn(folder));
    }
    return there;
  }

  @Override
  public List<String> places() {
    return folders.stream().map(path -> path.toString().isEmpty() ? "." : path.toString()).toList();
  }
}
