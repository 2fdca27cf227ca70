package org.fettle.service;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.service.SelfCheck.Finding;
import org.fettle.windows.OwnInstallation;
import org.fettle.windows.WindowsException;

/**
 * The folders and files the service is made of and works with. Whoever else could write there could
 * have it write anywhere, as SYSTEM; so this is known before anything is written.
 */
final class OwnPlaces {
  /** The runtime's, in the folder the program is installed in. */
  static final String RUNTIME_PROGRAM = "runtime/bin/server/jvm.dll";

  private static final List<String> PROGRAM_FOLDERS =
      List.of(
          "", "bin", "cache", "lib", "runtime", "runtime/bin", "runtime/bin/server", "runtime/lib");
  private static final List<String> FOLDERS_OF_FILES = List.of("", "bin", "lib");
  private static final String INSTALL = " Or install Fettle again.";

  private final Path program;
  private final Folders folders;
  private final OwnInstallation windows;

  OwnPlaces(Path program, Folders folders, OwnInstallation windows) {
    this.program = program;
    this.folders = folders;
    this.windows = windows;
  }

  /** What is wrong with them, each thing once; all of it must be mended. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    weaknesses(PROGRAM_FOLDERS.stream().map(this::ofProgram), programFiles())
        .map(this::openProgram)
        .forEach(findings::add);
    if (Files.exists(folders.own())) {
      weaknesses(
              Stream.of(folders.own(), folders.policies(), folders.state()),
              Stream.of(folders.own().resolve("agent.yaml")))
          .map(this::openData)
          .forEach(findings::add);
    } else {
      findings.add(
          Finding.must(
              folders.own()
                  + " is not there. Make it, with full access for SYSTEM and Administrators alone."
                  + INSTALL));
    }
    return findings;
  }

  private Stream<String> weaknesses(Stream<Path> ofFolders, Stream<Path> ofFiles) {
    return Stream.concat(
            ofFolders.filter(Files::exists).map(windows::weakness),
            ofFiles.map(windows::weaknessOfFile))
        .flatMap(Optional::stream)
        .distinct();
  }

  private Path ofProgram(String inside) {
    return inside.isEmpty() ? program : program.resolve(inside);
  }

  private Stream<Path> programFiles() {
    return Stream.concat(
        FOLDERS_OF_FILES.stream().map(this::ofProgram).flatMap(OwnPlaces::filesIn),
        Stream.of(program.resolve(RUNTIME_PROGRAM)));
  }

  /** The files directly in that folder; none where it is not there. */
  static Stream<Path> filesIn(Path folder) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
        found.forEach(files::add);
      } catch (IOException | DirectoryIteratorException e) {
        throw WindowsException.broken("Cannot list " + folder + ": " + e.getMessage() + ".");
      }
    }
    return files.stream().filter(Files::isRegularFile).sorted();
  }

  private Finding openProgram(String weakness) {
    return Finding.must(
        weakness
            + " Whoever can change the program works as SYSTEM. Take that right away, as with"
            + " icacls \""
            + program
            + "\" /reset /T /C where it lies below Program Files."
            + INSTALL);
  }

  private Finding openData(String weakness) {
    return Finding.must(
        weakness
            + " Only SYSTEM and Administrators may write there. Take that right away, as with"
            + " icacls \""
            + folders.own()
            + "\" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F and then"
            + " icacls \""
            + folders.own()
            + "\\*\" /reset /T /C."
            + INSTALL);
  }
}
