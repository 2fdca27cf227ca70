package org.fettle.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.bundle.PolicyKey;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.bundle.SigningKey;

/** The files of policy keys: the private one for its owner only, the public one for everybody. */
final class KeyFiles {
  private static final int LARGEST = 16 * 1024;
  private static final String OWNER_ONLY = "rw-------";

  private KeyFiles() {}

  static SigningKey privateKey(Path file) {
    try {
      return SigningKey.parse(text(file));
    } catch (IllegalArgumentException e) {
      throw Stop.early(file + ": " + e.getMessage());
    }
  }

  /** Keys named by their text or by the file that holds it. */
  static PolicyKeys publicKeys(List<String> named) {
    List<PolicyKey> keys = new ArrayList<>();
    for (String name : named) {
      try {
        keys.add(PolicyKey.parse(PolicyKey.looksLikeOne(name) ? name : text(Path.of(name))));
      } catch (IllegalArgumentException e) {
        throw Stop.early((PolicyKey.looksLikeOne(name) ? "" : name + ": ") + e.getMessage());
      }
    }
    try {
      return PolicyKeys.of(keys);
    } catch (IllegalArgumentException e) {
      throw Stop.usage("--key: " + e.getMessage());
    }
  }

  /** Writes a file that nobody but its owner may read; never over another. */
  static void writePrivate(Path file, String text) throws IOException {
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (isPosix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    } else {
      Files.createFile(file);
    }
    try {
      if (!isPosix) {
        restrictToOwner(file);
      }
      Files.write(file, text.getBytes(US_ASCII), StandardOpenOption.WRITE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  // Before there is anything in it to be read.
  private static void restrictToOwner(Path file) throws IOException {
    AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
    if (view == null) {
      throw new IOException("this disk knows no permissions, and a private key needs them");
    }
    AclEntry owner =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(view.getOwner())
            .setPermissions(EnumSet.allOf(AclEntryPermission.class))
            .build();
    view.setAcl(List.of(owner));
    if (view.getAcl().stream().anyMatch(entry -> !entry.principal().equals(owner.principal()))) {
      throw new IOException("others than its owner could read it");
    }
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST), US_ASCII);
    } catch (IOException e) {
      throw Stop.early("Cannot read the key " + file + ": " + JournalFiles.reason(e) + ".");
    }
  }
}
