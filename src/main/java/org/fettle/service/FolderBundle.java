package org.fettle.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.bundle.Bundle;

/**
 * A bundle in a file: the one {@code .zip} of a folder, or a file that is named itself; here, or on
 * a server ({@code \\server\share}), which LocalSystem reaches as the computer's own account. Links
 * are followed: only the bytes count, and those are verified. A file is left alone while it is
 * still being written.
 */
final class FolderBundle implements BundleSource {
  private static final int MOST_NAMED = 5;

  private final Path place;
  private final InstantSource clock;

  FolderBundle(Path place, InstantSource clock) {
    this.place = place;
    this.clock = clock;
  }

  @Override
  public String name() {
    return place.toString();
  }

  @Override
  public boolean isNear() {
    return !isOnServer(place.toString());
  }

  /** Whether a path leads to another computer; {@code \\?\C:\…} and {@code \\.\…} do not. */
  static boolean isOnServer(String path) {
    String device = path.startsWith("\\\\?\\") || path.startsWith("\\\\.\\") ? path : "";
    return device.isEmpty()
        ? path.startsWith("\\\\")
        : device.substring(4).toUpperCase(Locale.ROOT).startsWith("UNC\\");
  }

  @Override
  public Answer ask(Optional<String> known) throws Unreachable {
    try {
      List<Path> bundles = bundles();
      return switch (bundles.size()) {
        case 0 -> throw new Unreachable("There is no bundle (a .zip file) in " + place + ".");
        case 1 -> read(bundles.getFirst(), known);
        default ->
            new Answer.Unusable(
                place
                    + " holds more than one bundle, and it is not known which is meant: "
                    + bundles.stream()
                        .map(FolderBundle::fileName)
                        .sorted()
                        .limit(MOST_NAMED)
                        .collect(Collectors.joining(", "))
                    + (bundles.size() > MOST_NAMED ? " and more." : "."));
      };
    } catch (Unreachable e) {
      throw e;
    } catch (IOException e) {
      throw new Unreachable(place + ": " + JournalFiles.reason(e) + ".");
    }
  }

  private List<Path> bundles() throws IOException {
    if (!Files.readAttributes(place, BasicFileAttributes.class).isDirectory()) {
      return List.of(place);
    }
    List<Path> bundles = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            place, file -> fileName(file).toLowerCase(Locale.ROOT).endsWith(".zip"))) {
      found.forEach(bundles::add);
    }
    return bundles;
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Answer read(Path file, Optional<String> known) throws IOException {
    BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
    if (!before.isRegularFile()) {
      return new Answer.Unusable(file + " is no file.");
    }
    if (FileStamp.isUnsettled(before, clock.instant())) {
      return new Answer.Unsettled();
    }
    String stamp = FileStamp.of(file, before);
    if (known.equals(Optional.of(stamp))) {
      return new Answer.Unchanged();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Bundle.LARGEST + 1);
    }
    if (bytes.length > Bundle.LARGEST) {
      return new Answer.Unusable(
          file + " is larger than " + Bundle.LARGEST + " bytes, and is not read.");
    }
    return FileStamp.of(file, Files.readAttributes(file, BasicFileAttributes.class)).equals(stamp)
        ? new Answer.Offered(bytes, stamp)
        : new Answer.Unsettled();
  }

  /** Windows itself bounds how long a file on a server is waited for. */
  @Override
  public void stop() {}
}
