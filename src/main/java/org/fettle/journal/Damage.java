package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows the whole records of a file. It is never thrown away: it is copied to a file of its
 * own, then cut off, then told in the journal; and who is interrupted in this is followed up by the
 * next.
 */
final class Damage {
  private static final String SUFFIX = ".damaged";
  private static final String UNTOLD = SUFFIX + ".untold";
  private static final int LONGEST_TORN = 65_536;

  private Damage() {}

  /**
   * Cuts what follows the whole records. Answers the text of a record that was merely being written
   * when the process died; anything else is set aside.
   */
  static Optional<String> cut(Path file, long whole) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      long damaged = access.length() - whole;
      if (damaged == 0) {
        return Optional.empty();
      }
      Optional<String> torn = torn(access, whole, damaged);
      if (torn.isEmpty()) {
        copy(access, whole, file);
      }
      access.setLength(whole);
      access.getFD().sync();
      return torn;
    }
  }

  private static Optional<String> torn(RandomAccessFile access, long whole, long length)
      throws IOException {
    if (length > LONGEST_TORN) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) length];
    access.seek(whole);
    access.readFully(bytes);
    String text = new String(bytes, UTF_8);
    // A torn record has no line end; NULs are what a file system leaves where it lost a page.
    return text.startsWith("{") && text.chars().noneMatch(one -> one == '\n' || one == 0)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static void copy(RandomAccessFile access, long from, Path file) throws IOException {
    // Named by where it begins: interrupted and done again, it is the same file.
    String name = file.getFileName().toString().replace(".jsonl", "-at-" + from);
    Path copy = file.resolveSibling(name + UNTOLD);
    for (int i = 2; Files.exists(file.resolveSibling(name + SUFFIX)); i++) {
      name = file.getFileName().toString().replace(".jsonl", "-at-" + from + "-" + i);
      copy = file.resolveSibling(name + UNTOLD);
    }
    access.seek(from);
    byte[] block = new byte[LONGEST_TORN];
    try (OutputStream out =
        Files.newOutputStream(
            copy,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.SYNC)) {
      for (int read = access.read(block); read > 0; read = access.read(block)) {
        out.write(block, 0, read);
      }
    }
  }

  /** The files that were set aside and are not told of in the journal yet. */
  static List<Path> untold(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(UNTOLD)).sorted().toList();
    }
  }

  /** What was set aside of that file, and is told of in the journal. */
  static List<Path> of(Path file) throws IOException {
    String begin = file.getFileName().toString().replace(".jsonl", "-at-");
    try (Stream<Path> files = Files.list(file.resolveSibling("."))) {
      return files
          .filter(one -> one.getFileName().toString().startsWith(begin))
          .filter(one -> one.toString().endsWith(SUFFIX))
          .toList();
    }
  }

  /** What the journal is to tell of such a file. */
  static Event.DamageSetAside event(Path untold) throws IOException {
    return new Event.DamageSetAside(told(untold), Files.size(untold), sha256(untold));
  }

  /** Gives the file the name that the journal now tells. */
  static void isTold(Path untold) throws IOException {
    Files.move(untold, untold.resolveSibling(told(untold)), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String told(Path untold) {
    String name = untold.getFileName().toString();
    return name.substring(0, name.length() - UNTOLD.length()) + SUFFIX;
  }

  private static String sha256(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[LONGEST_TORN];
      for (int read = in.read(block); read > 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
