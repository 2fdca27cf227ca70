package org.fettle.windows.jna;

import static org.fettle.windows.jna.Advapi32Registry.DELETE;
import static org.fettle.windows.jna.Advapi32Registry.FILE_NOT_FOUND;
import static org.fettle.windows.jna.Advapi32Registry.HKEY_USERS;
import static org.fettle.windows.jna.Advapi32Registry.KEY_DELETED;
import static org.fettle.windows.jna.Advapi32Registry.KEY_ENUMERATE_SUB_KEYS;
import static org.fettle.windows.jna.Advapi32Registry.KEY_QUERY_VALUE;
import static org.fettle.windows.jna.Advapi32Registry.KEY_SET_VALUE;
import static org.fettle.windows.jna.Advapi32Registry.PATH_NOT_FOUND;
import static org.fettle.windows.jna.Advapi32Registry.SUCCESS;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongToIntFunction;
import org.fettle.windows.Changes;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableRegistry;

/**
 * The registry as one subject sees it. Keys that were read stay open until {@link #close()}; keys
 * that are written are opened for that alone. One call at a time: handles and buffers are shared.
 */
final class JnaRegistry implements WritableRegistry {
  private static final Comparator<String> UPPER_CASE = JnaRegistry::compareUpperCase;

  private final Scratch scratch = new Scratch();
  private final KeyOpener opener = new KeyOpener(scratch);
  private final KeyReader reader = new KeyReader(scratch);
  private final HeldKeys held = new HeldKeys(this::open);
  private final Addresses addresses;

  JnaRegistry(Optional<User> user) {
    addresses = new Addresses(user, hive -> opener.exists(HKEY_USERS, hive));
  }

  @Override
  public synchronized Optional<RegistryValue> value(RegistryKey key, String name) {
    refuseNul(key, name);
    if (key.hive() == Hive.HKCR) {
      Optional<RegistryValue> own = addresses.overlay(key).flatMap(first -> value(first, name));
      if (own.isPresent()) {
        return own;
      }
    }
    try {
      // The path every judged value takes: no lambda, nothing allocated but the answer.
      long handle = held.handle(key);
      int code = handle == HeldKeys.ABSENT ? FILE_NOT_FOUND : reader.query(handle, name);
      if (code == KEY_DELETED) {
        handle = reopened(key);
        code = handle == HeldKeys.ABSENT ? FILE_NOT_FOUND : reader.query(handle, name);
      }
      if (isAbsent(code)) {
        return Optional.empty();
      }
      if (code != SUCCESS) {
        throw WindowsException.failed("read", Changes.valueName(key, name), code);
      }
      return Optional.of(reader.value());
    } catch (Error | IllegalArgumentException e) {
      throw NativeCalls.failure("read", Changes.valueName(key, name), e);
    }
  }

  @Override
  public synchronized boolean exists(RegistryKey key) {
    return addresses.overlay(key).filter(this::exists).isPresent() || look(key, reader::info);
  }

  @Override
  public synchronized List<String> subkeys(RegistryKey key) {
    Set<String> names = new TreeSet<>(UPPER_CASE);
    look(
        key,
        handle -> {
          names.clear();
          return reader.eachSubkey(handle, names::add);
        });
    addresses.overlay(key).map(this::subkeys).ifPresent(names::addAll);
    // A name with a NUL can only be made past Win32, and cannot be opened through it either.
    names.removeIf(name -> name.indexOf('\0') >= 0);
    return List.copyOf(names);
  }

  @Override
  public synchronized Map<String, RegistryValue> values(RegistryKey key) {
    Map<String, RegistryValue> values = new TreeMap<>(UPPER_CASE);
    look(
        key,
        handle -> {
          values.clear();
          return reader.eachValue(handle, values::put);
        });
    addresses.overlay(key).map(this::values).ifPresent(values::putAll);
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  @Override
  public synchronized Optional<Instant> lastWritten(RegistryKey key) {
    return addresses
        .overlay(key)
        .flatMap(this::lastWritten)
        .or(() -> look(key, reader::info) ? Optional.of(reader.lastWritten()) : Optional.empty());
  }

  @Override
  public synchronized void set(RegistryKey key, String name, RegistryValue value) {
    String thing = Changes.valueName(key, name);
    refuseNul(key, name);
    byte[] data = value.data();
    write(
        "write",
        thing,
        key,
        KEY_SET_VALUE,
        handle ->
            Advapi32Registry.RegSetValueExW(
                handle, scratch.text(name), 0, value.type(), scratch.data(data), data.length));
  }

  @Override
  public synchronized void unset(RegistryKey key, String name) {
    String thing = Changes.valueName(key, name);
    refuseNul(key, name);
    write(
        "remove",
        thing,
        key,
        KEY_SET_VALUE,
        handle -> Advapi32Registry.RegDeleteValueW(handle, scratch.text(name)));
  }

  @Override
  public synchronized void create(RegistryKey key) {
    NativeCalls.guarded(
        "create",
        key,
        () -> {
          int code = opener.create(addresses.of(key));
          if (code != SUCCESS) {
            throw WindowsException.failed("create", key.toString(), code);
          }
          return code;
        });
  }

  @Override
  public synchronized void remove(RegistryKey key) {
    int rights = DELETE | KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS;
    write(
        "remove",
        key.toString(),
        key,
        rights,
        handle -> {
          int code = reader.info(handle);
          if (code != SUCCESS) {
            return code;
          }
          if (reader.subkeys() > 0 || reader.values() > 0) {
            throw WindowsException.broken("Cannot remove " + key + ": it is not empty.");
          }
          int status = Ntdll.NtDeleteKey(handle);
          return status == 0 ? SUCCESS : Ntdll.RtlNtStatusToDosError(status);
        });
    held.drop(key);
  }

  /** Lets go of what is held open; the next look opens anew. */
  synchronized void close() {
    held.close();
  }

  /** Reads with the key's handle; false when the key is absent. */
  private boolean look(RegistryKey key, LongToIntFunction read) {
    return NativeCalls.guarded(
        "read",
        key,
        () -> {
          long handle = held.handle(key);
          int code = handle == HeldKeys.ABSENT ? FILE_NOT_FOUND : read.applyAsInt(handle);
          if (code == KEY_DELETED) {
            handle = reopened(key);
            code = handle == HeldKeys.ABSENT ? FILE_NOT_FOUND : read.applyAsInt(handle);
          }
          if (code != SUCCESS && !isAbsent(code)) {
            throw WindowsException.failed("read", key.toString(), code);
          }
          return code == SUCCESS;
        });
  }

  private void write(
      String act, String thing, RegistryKey key, int rights, LongToIntFunction write) {
    NativeCalls.guarded(
        act,
        thing,
        () -> {
          long handle = opener.forWriting(addresses.of(key), rights);
          if (handle == HeldKeys.ABSENT) {
            throw WindowsException.failed(act, thing, opener.code());
          }
          try {
            int code = write.applyAsInt(handle);
            if (code != SUCCESS) {
              throw WindowsException.failed(act, thing, code);
            }
            return code;
          } finally {
            opener.close(handle);
          }
        });
  }

  private long open(RegistryKey key) {
    long handle = opener.forReading(addresses.of(key));
    if (handle == HeldKeys.ABSENT && !isAbsent(opener.code())) {
      throw WindowsException.failed("open", key.toString(), opener.code());
    }
    return handle;
  }

  // A key that was removed, and perhaps made again, since it was opened.
  private long reopened(RegistryKey key) {
    held.drop(key);
    return held.handle(key);
  }

  private static boolean isAbsent(int code) {
    return code == FILE_NOT_FOUND || code == PATH_NOT_FOUND || code == KEY_DELETED;
  }

  // Native texts end at the first NUL: the rest of the name would be lost without a word.
  private static void refuseNul(RegistryKey key, String name) {
    if (name.indexOf('\0') >= 0) {
      throw WindowsException.forbidden(
          "A value of " + key + " cannot have a NUL character in its name.");
    }
  }

  private static int compareUpperCase(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      int order =
          Character.compare(Character.toUpperCase(a.charAt(i)), Character.toUpperCase(b.charAt(i)));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
