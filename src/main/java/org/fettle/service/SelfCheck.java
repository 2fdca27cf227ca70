package org.fettle.service;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fettle.journal.JournalFiles;
import org.fettle.windows.OwnInstallation;
import org.fettle.windows.OwnInstallation.Trust;
import org.fettle.windows.ServiceProgram.Unprotected;
import org.fettle.windows.WindowsException;

/**
 * What the service looks at before it works as SYSTEM: whether only administrators can put anything
 * where it works, whether it can write, whether its files are as they were signed, whether Windows
 * starts this program and no other, and whether it can tell the time.
 */
final class SelfCheck {
  /** How bad it is. */
  enum Grade {
    /** The service may not go on. */
    MUST,
    /** It goes on, and somebody should mend it. */
    WEAK,
    /** To know, and no more. */
    NOTED
  }

  /** What was found, and how it is mended, in sentences. */
  record Finding(Grade grade, String sentences) {
    static Finding must(String sentences) {
      return new Finding(Grade.MUST, sentences);
    }

    static Finding weak(String sentences) {
      return new Finding(Grade.WEAK, sentences);
    }

    static Finding noted(String sentences) {
      return new Finding(Grade.NOTED, sentences);
    }

    /**
     * Tells what was found.
     *
     * @throws Unprotected where something must not be so
     */
    static void heed(List<Finding> findings, Consumer<Notice> notices) throws Unprotected {
      findings.stream()
          .filter(finding -> finding.grade() != Grade.MUST)
          .map(Finding::notice)
          .forEach(notices);
      List<String> musts =
          findings.stream()
              .filter(finding -> finding.grade() == Grade.MUST)
              .map(Finding::sentences)
              .toList();
      if (!musts.isEmpty()) {
        notices.accept(new Notice.NotProtected(musts));
        throw new Unprotected(String.join(" ", musts));
      }
    }

    private Notice notice() {
      return grade == Grade.WEAK ? new Notice.Weak(sentences) : new Notice.Noted(sentences);
    }
  }

  /** The service's program, in the folder it is installed in. */
  static final String LAUNCHER = "bin/fettled.exe";

  private static final List<String> SIGNED =
      List.of(LAUNCHER, "lib/jnidispatch.dll", OwnPlaces.RUNTIME_PROGRAM);

  private static final long MEGABYTE = 1024L * 1024;
  private static final long ROOM = 100 * MEGABYTE;

  private final Path program;
  private final Folders folders;
  private final OwnInstallation windows;
  private final OwnPlaces places;
  private final OwnCommand command;
  private final OwnClock time;

  /**
   * Looks at what is installed.
   *
   * @param service its name
   * @param program the folder it is installed in
   */
  SelfCheck(
      String service, Path program, Folders folders, OwnInstallation windows, InstantSource clock) {
    this.program = program;
    this.folders = folders;
    this.windows = windows;
    this.places = new OwnPlaces(program, folders, windows);
    this.command = new OwnCommand(service, program.resolve(LAUNCHER), windows);
    this.time = new OwnClock(program.resolve("fettle.jar"), folders, clock);
  }

  /** The places it works in, and, where those are good, whether it can write there. */
  List<Finding> places() {
    List<Finding> findings = new ArrayList<>(places.findings());
    if (findings.isEmpty()) {
      disk().ifPresent(findings::add);
    }
    return findings;
  }

  /** All else; it may write where {@link #places} found nothing that must not be. */
  List<Finding> itself() {
    List<Finding> findings = new ArrayList<>();
    for (String file : SIGNED) {
      Path path = program.resolve(file);
      told("whether " + path + " is signed", () -> signature(path)).ifPresent(findings::add);
    }
    told("how Windows starts the service", command::finding).ifPresent(findings::add);
    told("whether the clock is right", time::finding).ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> disk() {
    Path probe = folders.state().resolve("self-check");
    try {
      Files.createDirectories(folders.state());
      try (FileChannel channel = FileChannel.open(probe, CREATE, WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {1}));
        channel.force(true);
      }
      Files.delete(probe);
    } catch (IOException e) {
      return Optional.of(
          Finding.must(
              "Nothing can be written in "
                  + folders.state()
                  + ": "
                  + JournalFiles.reason(e)
                  + ". See that the disk is there and has room, and that SYSTEM has full access to"
                  + " the folder."));
    }
    return told("how much room there is", this::room);
  }

  private Optional<Finding> room() {
    long bytes = windows.freeBytes(folders.state());
    return bytes >= ROOM
        ? Optional.empty()
        : Optional.of(
            Finding.weak(
                "The disk of "
                    + folders.state()
                    + " has "
                    + bytes / MEGABYTE
                    + " MB left, less than "
                    + ROOM / MEGABYTE
                    + ". Make room: what cannot be journalled is not fixed."));
  }

  private Optional<Finding> signature(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty(); // Without those that are needed it does not come so far.
    }
    Trust trust = windows.trust(file);
    return switch (trust) {
      case VALID -> Optional.empty();
      case UNSIGNED -> Optional.of(Finding.noted(file + " is not signed."));
      case UNKNOWN ->
          Optional.of(
              Finding.noted(file + " is signed, by somebody this machine cannot tell to trust."));
      case DISTRUSTED ->
          Optional.of(
              Finding.weak(
                  file
                      + " is signed with a certificate that this machine was told not to trust."
                      + " Find out why, and install a version that is signed with another."));
      case CHANGED ->
          Optional.of(
              Finding.must(file + " was changed after it was signed. Install Fettle again."));
    };
  }

  private static Optional<Finding> told(String what, Supplier<Optional<Finding>> look) {
    try {
      return look.get();
    } catch (WindowsException e) {
      return Optional.of(Finding.noted("It cannot be told " + what + ": " + e.getMessage()));
    }
  }
}
