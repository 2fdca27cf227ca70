package org.fettle.policy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fettle.json.Node;

/** Reads policies and assignments, whole or not at all. */
public final class PolicyFiles {
  private PolicyFiles() {}

  /**
   * Reads an assignment and its policies. A policy is looked for by its name, with {@code .yaml},
   * {@code .yml} or {@code .json}, in the assignment's folder, the one above it, and these folders.
   *
   * @throws PolicyException with every mistake in any of these files
   */
  public static Assignment readAssignment(Path assignment, List<Path> policyFolders)
      throws PolicyException {
    SourceFile file = SourceFile.read(assignment);
    PolicyFolders folders = PolicyFolders.around(assignment, policyFolders);
    return new AssignmentReader(file, folders).read().assignment();
  }

  /**
   * Reads a policy outside an assignment, to test or to show it.
   *
   * @param parameters by name: texts, numbers, truth values and lists of texts; what is left out
   *     takes its default, or else its example
   * @throws PolicyException with every mistake, a parameter without any value among them
   */
  public static Policy readPolicy(Path policy, Map<String, ?> parameters) throws PolicyException {
    SourceFile file = SourceFile.read(policy);
    if (!(file.root() instanceof Node.Fields root) || root.field("policy").isEmpty()) {
      throw new PolicyException(
          List.of(mistake(file, "This is no policy: it has no key 'policy'.")));
    }
    Mistakes mistakes = new Mistakes(file.name());
    Parameters.samples(root, mistakes);
    Node given = Parameters.withExamples(root, parameters);
    Map<String, Parameter> values =
        Parameters.given(root, Optional.of(given), root.place(), mistakes);
    Optional<Policy> read = new PolicyReader(file, mistakes, values).read(root);
    return read.orElseThrow(() -> new PolicyException(mistakes.inOrder()));
  }

  /** Every mistake of a policy or an assignment, with its policies; none of a file of cases. */
  public static List<Mistake> lint(Path path, List<Path> policyFolders) {
    try {
      SourceFile file = SourceFile.read(path);
      if (file.root() instanceof Node.Fields root) {
        if (root.field("cases").isPresent()) {
          return List.of();
        }
        if (root.field("policy").isPresent() || root.field("rules").isPresent()) {
          return lint(file, root);
        }
        if (root.field("assignment").isPresent() || root.field("policies").isPresent()) {
          new AssignmentReader(file, PolicyFolders.around(path, policyFolders)).read(root);
          return List.of();
        }
      }
      return List.of(
          mistake(
              file,
              "This is neither a policy, which begins with 'policy: …', nor an assignment, which"
                  + " begins with 'assignment: …', nor a file of 'cases: …'."));
    } catch (PolicyException e) {
      return e.mistakes();
    }
  }

  /** Every mistake of all policies and assignments among these files. */
  public static List<Mistake> lint(FilesInMemory files) {
    Set<Mistake> mistakes = new LinkedHashSet<>();
    for (String path : files.policyPaths()) {
      try {
        SourceFile file = files.read(path);
        mistakes.addAll(
            file.root() instanceof Node.Fields root && root.field("policy").isPresent()
                ? lint(file, root)
                : List.of(mistake(file, "This is no policy: it has no key 'policy'.")));
      } catch (PolicyException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    try {
      Assignments.of(files);
    } catch (PolicyException e) {
      mistakes.addAll(e.mistakes());
    }
    return List.copyOf(mistakes);
  }

  private static List<Mistake> lint(SourceFile policy, Node.Fields root) {
    Mistakes mistakes = new Mistakes(policy.name());
    new PolicyReader(policy, mistakes, Parameters.samples(root, mistakes)).read(root);
    return mistakes.inOrder();
  }

  /** The names of the files in a folder that may be policies. */
  static Set<String> policiesIn(Path folder) {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yaml,yml,json}")) {
      for (Path file : files) {
        String name = Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        String id = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (Id.isId(id)) {
          names.add(id);
        }
      }
    } catch (IOException e) {
      // Only suggestions come of it: a folder that cannot be listed suggests nothing.
      return Set.of();
    }
    return names;
  }

  private static Mistake mistake(SourceFile file, String message) {
    return new Mistake(
        file.name(), file.root().place().line(), file.root().place().column(), message);
  }
}
