package org.fettle.windows.jna;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.PolicyArchive;
import org.fettle.windows.SharedKeys;
import org.fettle.windows.WindowsException;
import org.jspecify.annotations.Nullable;

/**
 * What Group Policy writes. Its registry extension keeps an archive of what it applied last, {@code
 * ntuser.pol} in ProgramData for the machine and in the profile for a user ([MS-GPREG] 3.2.5.1);
 * the local policy lies in {@code System32\GroupPolicy}, and one user's in {@code
 * GroupPolicyUsers}. That the places are the same on every Windows is not proven here.
 *
 * <p>A user's archive is only read by that user's own process: a service opens nothing in a folder
 * where somebody else could plant a link. So for anybody else it cannot be told what lies below the
 * keys that hold policies, and all of that counts as owned.
 */
final class GroupPolicy {
  private static final String OWNER = "Group Policy";
  private static final String PERHAPS = "Perhaps Group Policy (only the user's own run can tell)";

  /** Where policies are kept that a user cannot write. */
  private static final List<String> POLICIES =
      List.of("Software\\Policies", "Software\\Microsoft\\Windows\\CurrentVersion\\Policies");

  private @Nullable List<PolicyArchive> machineArchives;
  private final Map<String, List<PolicyArchive>> userArchives = new HashMap<>();

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

  /** The owner of a value below that user's hive. */
  Optional<String> ofUser(String sid, String path, String name) {
    boolean own = Tokens.ownSid().filter(sid::equalsIgnoreCase).isPresent();
    return owner(userArchives.computeIfAbsent(sid, any -> archives(sid, own)), path, name)
        .or(() ->
            !own && POLICIES.stream().anyMatch(policies -> SharedKeys.isWithin(path, policies))
                ? Optional.of(PERHAPS)
                : Optional.empty());
  }

  /** Forgets what was read. */
  void close() {
    machineArchives = null;
    userArchives.clear();
  }

  private static List<PolicyArchive> archives(String sid, boolean own) {
    List<Optional<Path>> files = new ArrayList<>();
    files.add(folder("SystemRoot", "System32\\GroupPolicy\\User\\Registry.pol"));
    files.add(folder("SystemRoot", "System32\\GroupPolicyUsers\\" + sid + "\\User\\Registry.pol"));
    if (own) {
      files.add(folder("USERPROFILE", "ntuser.pol"));
    }
    return read(files);
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
