package org.fettle.windows.jna;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.PolicyArchive;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.jspecify.annotations.Nullable;

/**
 * What Group Policy writes. Its registry extension keeps an archive of what it applied last, {@code
 * ntuser.pol} in ProgramData for the machine and in the profile for a user ([MS-GPREG] 3.2.5.1);
 * the local policy lies in {@code System32\GroupPolicy}, and one user's in {@code
 * GroupPolicyUsers}. That the places are the same on every Windows is not proven here.
 *
 * <p>A user's archive is only read by that user's own process: a service opens nothing in a folder
 * where somebody else could plant a link.
 */
final class GroupPolicy {
  private static final String OWNER = "Group Policy";

  private final Optional<User> user;
  private final boolean ownAccount;
  private @Nullable List<PolicyArchive> machineArchives;
  private @Nullable List<PolicyArchive> userArchives;

  GroupPolicy(Optional<User> user, boolean ownAccount) {
    this.user = user;
    this.ownAccount = ownAccount;
  }

  Optional<String> ofMachine(String path, String name) {
    List<PolicyArchive> archives = machineArchives;
    if (archives == null) {
      archives =
          read(
              List.of(
                  folder("ProgramData", "ntuser.pol"),
                  folder("SystemRoot", "System32\\GroupPolicy\\Machine\\Registry.pol")));
      machineArchives = archives;
    }
    return owner(archives, path, name);
  }

  Optional<String> ofUser(String path, String name) {
    List<PolicyArchive> archives = userArchives;
    if (archives == null) {
      List<Optional<Path>> files = new ArrayList<>();
      files.add(folder("SystemRoot", "System32\\GroupPolicy\\User\\Registry.pol"));
      user.ifPresent(person ->
          files.add(
              folder(
                  "SystemRoot",
                  "System32\\GroupPolicyUsers\\" + person.sid() + "\\User\\Registry.pol")));
      if (ownAccount) {
        files.add(folder("USERPROFILE", "ntuser.pol"));
      }
      archives = read(files);
      userArchives = archives;
    }
    return owner(archives, path, name);
  }

  private static Optional<String> owner(List<PolicyArchive> archives, String path, String name) {
    return archives.stream().anyMatch(archive -> archive.owns(path, name))
        ? Optional.of(OWNER)
        : Optional.empty();
  }

  private static Optional<Path> folder(String variable, String path) {
    return Optional.ofNullable(System.getenv(variable)).map(folder -> Path.of(folder, path));
  }

  private static List<PolicyArchive> read(List<Optional<Path>> files) {
    return files.stream()
        .flatMap(Optional::stream)
        .map(GroupPolicy::read)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<PolicyArchive> read(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return Optional.of(PolicyArchive.parse(stream.readNBytes(PolicyArchive.LARGEST_FILE + 1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw WindowsException.broken(
          "Cannot tell what Group Policy owns: " + file + ": " + e.getMessage());
    }
  }
}
