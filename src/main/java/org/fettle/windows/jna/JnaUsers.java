package org.fettle.windows.jna;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinNT;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fettle.windows.Hive;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.User.Session;
import org.fettle.windows.Users;
import org.fettle.windows.View;
import org.fettle.windows.WindowsException;

/**
 * The people of this machine: everyone with a loaded hive or a profile. A hive may be loaded with
 * nobody signed in (a service or a scheduled task of that account), so only Windows' list of
 * sessions says who is signed in; whoever runs this process is, even where that list fails.
 */
final class JnaUsers implements Users {
  static final RegistryKey PROFILES =
      RegistryKey.parse("HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList");

  private static final RegistryKey HIVES = new RegistryKey(Hive.HKU, "", View.BITS_64);

  private final Registry registry;

  /** Reads hives and profiles through {@code registry}, the machine's own view. */
  JnaUsers(Registry registry) {
    this.registry = registry;
  }

  @Override
  public List<User> visible() {
    return NativeCalls.guarded(
        "list",
        "the users",
        () -> {
          if (!isElevated()) {
            return self().stream().toList();
          }
          // Asked first: where the list fails, nobody may look away.
          Map<String, Session> sessions = sessions().bySid();
          Optional<User> self = own(sessions);
          Set<String> sids = new TreeSet<>();
          sids.addAll(registry.subkeys(HIVES));
          sids.addAll(registry.subkeys(PROFILES));
          sids.removeIf(sid -> !RegistryAddress.isPerson(sid));
          List<User> users = new ArrayList<>();
          self.ifPresent(users::add);
          for (String sid : sids) {
            if (self.isEmpty() || !self.get().sid().equals(sid)) {
              users.add(new User(sid, nameOf(sid), sessions.getOrDefault(sid, Session.NONE)));
            }
          }
          return List.copyOf(users);
        });
  }

  @Override
  public Optional<User> self() {
    return NativeCalls.guarded("read", "the own account", () -> own(sessionsOrNone()));
  }

  private Optional<User> own(Map<String, Session> sessions) {
    return Tokens.ownSid()
        .filter(RegistryAddress::isPerson)
        .map(sid -> new User(sid, nameOf(sid), sessions.getOrDefault(sid, Session.ACTIVE)));
  }

  private static Sessions sessions() {
    return new Sessions(new TerminalSessions(), Tokens.isLocalSystem());
  }

  private static Map<String, Session> sessionsOrNone() {
    try {
      return sessions().bySid();
    } catch (WindowsException e) {
      return Map.of(); // Whoever runs this process is signed in for all that.
    }
  }

  @Override
  public boolean isElevated() {
    return NativeCalls.guarded(
        "read", "the own rights", () -> Tokens.isElevated() || Tokens.isLocalSystem());
  }

  /** The folder of a profile, as Windows notes it; empty for one it has not. */
  static Optional<String> profileFolder(Registry registry, String sid) {
    return registry
        .value(PROFILES.child(sid), "ProfileImagePath")
        .flatMap(RegistryValue::asText)
        .filter(folder -> !folder.isEmpty());
  }

  // An account that was deleted, or whose domain cannot be asked now, still has a folder of its
  // name.
  private String nameOf(String sid) {
    return accountName(sid)
        .or(() ->
            profileFolder(registry, sid)
                .map(folder -> folder.substring(folder.lastIndexOf('\\') + 1))
                .filter(name -> !name.isEmpty()))
        .orElse(sid);
  }

  private static Optional<String> accountName(String sid) {
    try {
      Advapi32Util.Account account = Advapi32Util.getAccountBySid(sid);
      // Wine answers an unknown SID with an account NONE_MAPPED of another type.
      return account.accountType == WinNT.SID_NAME_USE.SidTypeUser
          ? Optional.of(account.fqn)
          : Optional.empty();
    } catch (Win32Exception e) {
      return Optional.empty();
    }
  }
}
