package org.fettle.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Policies at the top and assignments in {@code assignments/}, read into memory before: what was
 * verified is what is used.
 */
public final class FilesInMemory implements PolicySource {
  /** What the path of an assignment begins with. */
  public static final String ASSIGNMENTS = "assignments/";

  private final String prefix;
  private final NavigableMap<String, byte[]> files;

  /**
   * Files by their paths; the bytes belong to this from now on.
   *
   * @param prefix what mistakes name before a path, such as {@code fleet.zip!}
   */
  public FilesInMemory(String prefix, Map<String, byte[]> files) {
    this.prefix = prefix;
    this.files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
  }

  /** The paths of the assignments, in order. */
  public List<String> assignments() {
    return files.keySet().stream().filter(path -> path.startsWith(ASSIGNMENTS)).toList();
  }

  /** The paths of the policies, in order. */
  public List<String> policyPaths() {
    return files.keySet().stream()
        .filter(path -> !path.contains("/") && !path.contains(".cases."))
        .toList();
  }

  SourceFile read(String path) throws PolicyException {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new PolicyException(
          List.of(new Mistake(prefix + path, 1, 1, "There is no such file.")));
    }
    return SourceFile.of(prefix + path, bytes);
  }

  @Override
  public Optional<SourceFile> policy(String id) throws PolicyException {
    for (String ending : ENDINGS) {
      if (files.containsKey(id + ending)) {
        return Optional.of(read(id + ending));
      }
    }
    return Optional.empty();
  }

  @Override
  public Set<String> policies() {
    Set<String> names = new TreeSet<>();
    for (String path : policyPaths()) {
      String id = path.substring(0, Math.max(0, path.lastIndexOf('.')));
      if (Id.isId(id)) {
        names.add(id);
      }
    }
    return names;
  }

  @Override
  public List<String> places() {
    return List.of(prefix.replaceFirst("[!/\\\\]$", ""));
  }
}
