package org.fettle.policy.bundle;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.BundleException.Reason;
import org.fettle.windows.MachineFacts;

/**
 * What is in force on an endpoint: the last good bundle, in one file that is replaced in one step.
 * Beside it stands the highest serial ever taken, so that an older bundle is refused even after the
 * file was lost or the keys were changed. A refused bundle touches neither. One process at a time
 * takes bundles here; the folder is one that only administrators can write.
 */
public final class PolicyStore {
  private static final String BUNDLE = "in-force.zip";
  private static final String SERIAL = "serial.txt";
  private static final Pattern FLOOR =
      Pattern.compile("([a-z0-9-]{1,100}) ([1-9][0-9]{0,18}) ([0-9a-f]{64})\n");

  private final Path folder;

  private PolicyStore(Path folder) {
    this.folder = folder;
  }

  /** The store in that folder, which is made when something is first taken. */
  public static PolicyStore in(Path folder) {
    return new PolicyStore(folder);
  }

  /** The store of an endpoint's agent, below the folder of what only the agent writes. */
  public static PolicyStore below(Path state) {
    return in(folderBelow(state));
  }

  /** Where that store lies. */
  public static Path folderBelow(Path state) {
    return state.resolve("bundle");
  }

  /** The highest serial taken, of which bundle, and of what content. */
  private record Floor(String name, long serial, String digest) {
    static Floor of(Bundle bundle) {
      return new Floor(bundle.manifest().name(), bundle.manifest().serial(), bundle.digest());
    }

    String line() {
      return name + " " + serial + " " + digest + "\n";
    }
  }

  /**
   * The bundle in force, verified again; empty where none was ever taken. It stays in force after
   * its last moment, which {@link Bundle#isExpired} tells: a machine without a newer one is better
   * held to this than to none.
   *
   * @throws BundleException when what lies there is not what was taken, or its key is no longer
   *     believed
   */
  public Optional<Bundle> load(PolicyKeys keys) throws BundleException, IOException {
    Path file = folder.resolve(BUNDLE);
    Optional<byte[]> bytes = read(file, Limits.BUNDLE);
    Optional<Floor> floor = floor();
    if (bytes.isEmpty()) {
      if (floor.isPresent()) {
        throw new BundleException(
            file.toString(),
            Reason.STORE_DAMAGED,
            "The bundle of serial " + floor.get().serial() + " that was in force is gone.");
      }
      return Optional.empty();
    }
    Bundle bundle = Bundle.read(file.toString(), bytes.get(), keys);
    if (floor.isPresent()) {
      requireNotOlder(bundle, floor.get());
    }
    return Optional.of(bundle);
  }

  /**
   * Puts a bundle in force, if it is good, current and not older than the one before, and this
   * machine can use all of it. The same bundle may come again.
   *
   * @param name where it came from, for messages
   * @throws BundleException when it is refused, with the mistakes in its policies as the cause
   *     where there are any; what was in force stays so
   */
  public Bundle take(
      String name, byte[] offered, PolicyKeys keys, Instant now, MachineFacts machine)
      throws BundleException, IOException {
    Bundle bundle = Bundle.read(name, offered, keys);
    bundle.requireCurrent(now);
    Optional<Floor> floor = highest(keys);
    if (floor.isPresent()) {
      requireNotOlder(bundle, floor.get());
    }
    requireUsable(bundle, machine);
    byte[] bytes = bundle.bytes();
    boolean isThere =
        read(folder.resolve(BUNDLE), Limits.BUNDLE)
            .filter(there -> Arrays.equals(there, bytes))
            .isPresent();
    if (!isThere) {
      Files.createDirectories(folder);
      replace(BUNDLE, bytes);
    }
    // In this order a crash between the two leaves the new bundle, whose own serial counts as well.
    if (!floor().equals(Optional.of(Floor.of(bundle)))) {
      replace(SERIAL, Floor.of(bundle).line().getBytes(StandardCharsets.US_ASCII));
    }
    return bundle;
  }

  private static void requireNotOlder(Bundle bundle, Floor floor) throws BundleException {
    Manifest manifest = bundle.manifest();
    if (!manifest.name().equals(floor.name())) {
      throw new BundleException(
          bundle.name(),
          Reason.OTHER_NAME,
          "It is the bundle '"
              + manifest.name()
              + "', but '"
              + floor.name()
              + "' is in force here; one does not follow the other.");
    }
    if (manifest.serial() < floor.serial()) {
      throw new BundleException(
          bundle.name(),
          Reason.OLDER,
          "Its serial is "
              + manifest.serial()
              + ", which is older than "
              + floor.serial()
              + ", the one in force.");
    }
    if (manifest.serial() == floor.serial() && !bundle.digest().equals(floor.digest())) {
      throw new BundleException(
          bundle.name(),
          Reason.SAME_SERIAL_OTHER_CONTENT,
          "Its serial "
              + manifest.serial()
              + " is the one in force, but its content is another; it needs a higher serial.");
    }
  }

  private static void requireUsable(Bundle bundle, MachineFacts machine) throws BundleException {
    try {
      bundle.assignments().joinedFor(machine);
    } catch (PolicyException e) {
      int count = e.mistakes().size();
      throw new BundleException(
          bundle.name(),
          Reason.POLICY_MISTAKES,
          (count == 1 ? "There is a mistake in it: " : "There are " + count + " mistakes in it: ")
              + e.mistakes().getFirst(),
          e);
    }
  }

  /** What is written down, or what the bundle says that was put there before a crash. */
  private Optional<Floor> highest(PolicyKeys keys) throws BundleException, IOException {
    Optional<Floor> written = floor();
    Optional<byte[]> bytes = read(folder.resolve(BUNDLE), Limits.BUNDLE);
    if (bytes.isEmpty()) {
      return written;
    }
    try {
      Floor there = Floor.of(Bundle.read(BUNDLE, bytes.get(), keys));
      return written.isPresent() && written.get().serial() >= there.serial()
          ? written
          : Optional.of(there);
    } catch (BundleException e) {
      // Damaged, or of a key that is believed no longer: a good one may take its place.
      return written;
    }
  }

  private Optional<Floor> floor() throws BundleException, IOException {
    Path file = folder.resolve(SERIAL);
    Optional<byte[]> bytes = read(file, Limits.SIGNATURE);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    Matcher parts = FLOOR.matcher(new String(bytes.get(), StandardCharsets.ISO_8859_1));
    try {
      if (parts.matches()) {
        return Optional.of(
            new Floor(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3)));
      }
    } catch (NumberFormatException e) {
      // Nineteen digits may be too many; it is as damaged as any other text.
    }
    throw new BundleException(
        file.toString(),
        Reason.STORE_DAMAGED,
        "The highest serial cannot be read there. Remove the file to take the next good bundle.");
  }

  private static Optional<byte[]> read(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(most + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void replace(String name, byte[] bytes) throws IOException {
    Path fresh = folder.resolve(name + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, folder.resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      // The move itself is on the disk only when the folder is; Windows has no such call.
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
