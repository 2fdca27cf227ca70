package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Credential;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableCredentials;

/**
 * The vault of the account this process runs as; no process can open another's. Secrets are wiped
 * from memory as they come, and never reach Java.
 *
 * <p>CRED_ENUMERATE_ALL_CREDENTIALS is not asked for: it adds what belongs to other namespaces than
 * {@code LegacyGeneric} and the domains, which is never removed, and gives targets in a form that
 * CredDelete does not take (CredEnumerateW, CredDeleteW).
 */
final class JnaCredentials implements WritableCredentials {
  /** More than this is no vault that a person has filled. */
  static final int MOST = 10_000;

  private static final int NOT_FOUND = 1168;
  private static final long FILETIME_OF_1970 = 11_644_473_600_000L;

  private final Optional<User> user;
  private final boolean isOwn;

  /**
   * The vault as a view shows it.
   *
   * @param user whose view it is; empty for the machine's own
   * @param isOwn whether this process runs as that user
   */
  JnaCredentials(Optional<User> user, boolean isOwn) {
    this.user = user;
    this.isOwn = isOwn;
  }

  @Override
  public List<Credential> all() {
    requireOwn("read");
    return NativeCalls.guarded("read", "the stored credentials", JnaCredentials::read);
  }

  @Override
  public void remove(Credential credential) {
    requireOwn("change");
    String thing = "the credential " + credential.target();
    NativeCalls.guarded(
        "remove",
        thing,
        () -> {
          try (Memory target = text(credential.target())) {
            if (!Advapi32Credentials.CredDeleteW(target, credential.type().code(), 0)) {
              throw WindowsException.failed("remove", thing, Native.getLastError());
            }
          }
          return NativeCalls.afterwards(
              "Windows says that " + thing + " is removed",
              () -> {
                if (read().stream().anyMatch(credential::isAt)) {
                  throw WindowsException.broken("It is still there.");
                }
                return credential;
              });
        });
  }

  private void requireOwn(String act) {
    if (user.isEmpty()) {
      throw WindowsException.broken(
          "Cannot " + act + " stored credentials: they belong to a user, not to the machine.");
    }
    if (!isOwn) {
      throw WindowsException.denied(
          "Cannot "
              + act
              + " the stored credentials of "
              + user.get().name()
              + ": that can only be done in that user's own session.");
    }
  }

  private static List<Credential> read() {
    try (Memory count = new Memory(4);
        Memory list = new Memory(Native.POINTER_SIZE)) {
      count.setInt(0, 0);
      list.setPointer(0, null);
      if (!Advapi32Credentials.CredEnumerateW(null, 0, count, list)) {
        int code = Native.getLastError();
        if (code == NOT_FOUND) {
          return List.of();
        }
        throw WindowsException.failed("read", "the stored credentials", code);
      }
      Pointer entries = list.getPointer(0);
      try {
        return credentials(entries, count.getInt(0));
      } finally {
        Advapi32Credentials.CredFree(entries);
      }
    }
  }

  private static List<Credential> credentials(Pointer entries, int count) {
    for (int i = 0; i < count; i++) {
      wipe(entries.getPointer((long) i * Native.POINTER_SIZE));
    }
    if (count > MOST) {
      throw WindowsException.broken("There are more than " + MOST + " stored credentials.");
    }
    List<Credential> known = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      credential(entries.getPointer((long) i * Native.POINTER_SIZE)).ifPresent(known::add);
    }
    known.sort(Credential.ORDER);
    return List.copyOf(known);
  }

  private static void wipe(Pointer entry) {
    int size = entry.getInt(Advapi32Credentials.SECRET_SIZE);
    Pointer secret = entry.getPointer(Advapi32Credentials.SECRET);
    if (size > 0 && secret != null) {
      secret.clear(size);
    }
  }

  /** Empty for a type or persistence that wincred.h does not name; such a one is never touched. */
  private static Optional<Credential> credential(Pointer entry) {
    return Credential.Type.of(entry.getInt(Advapi32Credentials.TYPE))
        .flatMap(type ->
            Credential.Persistence.of(entry.getInt(Advapi32Credentials.PERSISTENCE))
                .flatMap(persistence ->
                    text(entry, Advapi32Credentials.TARGET)
                        .map(target ->
                            new Credential(
                                target,
                                type,
                                text(entry, Advapi32Credentials.USER_NAME),
                                persistence,
                                instant(entry.getLong(Advapi32Credentials.LAST_WRITTEN))))));
  }

  private static Optional<String> text(Pointer entry, int offset) {
    return Optional.ofNullable(entry.getPointer(offset))
        .map(address -> address.getWideString(0))
        .filter(text -> !text.isEmpty());
  }

  private static Instant instant(long filetime) {
    return Instant.ofEpochMilli(filetime / 10_000 - FILETIME_OF_1970);
  }

  private static Memory text(String string) {
    Memory memory = new Memory(2L * (string.length() + 1));
    memory.setWideString(0, string);
    return memory;
  }
}
