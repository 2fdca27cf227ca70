package org.fettle.windows.jna;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;

/** Puts things onto the real machine for a test; closing it puts back what was there before. */
final class Seeds implements AutoCloseable {
  private final JnaRegistry registry;
  private final Deque<Runnable> undo = new ArrayDeque<>();

  /** On the machine, and on the hive of that user. */
  Seeds(Optional<User> user) {
    registry = new JnaRegistry(user);
  }

  /** Makes a key with all above it. */
  void key(RegistryKey key) {
    if (!registry.exists(key)) {
      key.parent().filter(parent -> !parent.path().isEmpty()).ifPresent(this::key);
      undo.push(() -> clear(key));
      registry.create(key);
    }
  }

  void key(String text) {
    key(RegistryKey.parse(text));
  }

  void value(RegistryKey key, String name, RegistryValue value) {
    key(key);
    Optional<RegistryValue> before = registry.value(key, name);
    undo.push(() -> put(key, name, before));
    registry.set(key, name, value);
  }

  /** Makes the key hold these values and no other. */
  void exactly(RegistryKey key, Map<String, RegistryValue> values) {
    key(key);
    Map<String, RegistryValue> before = registry.values(key);
    undo.push(() -> replace(key, before));
    replace(key, values);
  }

  /** Removes the key with all below it. */
  void absent(RegistryKey key) {
    if (registry.exists(key)) {
      undo.push(() -> registry.create(key));
      registry.subkeys(key).forEach(name -> absent(key.child(name)));
      exactly(key, Map.of());
      registry.remove(key);
    } else {
      // A change may bring it to life.
      undo.push(() -> clear(key));
    }
  }

  /** Makes the key and all below it refuse everybody. */
  void denied(RegistryKey key) {
    registry.subkeys(key).forEach(name -> denied(key.child(name)));
    undo.push(() -> KeySecurity.allowAll(key));
    KeySecurity.deny(key);
  }

  void file(Path path, byte[] bytes) {
    try {
      folder(path.getParent());
      boolean isNew = !Files.exists(path);
      byte[] before = isNew ? new byte[0] : Files.readAllBytes(path);
      undo.push(() -> restore(path, isNew, before));
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void folder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      folder(folder.getParent());
      undo.push(() -> restore(folder, true, new byte[0]));
      Files.createDirectory(folder);
    }
  }

  private void replace(RegistryKey key, Map<String, RegistryValue> values) {
    registry.values(key).keySet().forEach(name -> put(key, name, Optional.empty()));
    values.forEach((name, value) -> registry.set(key, name, value));
  }

  private void put(RegistryKey key, String name, Optional<RegistryValue> value) {
    if (value.isPresent()) {
      registry.set(key, name, value.get());
    } else if (registry.value(key, name).isPresent()) {
      registry.unset(key, name);
    }
  }

  private void clear(RegistryKey key) {
    if (registry.exists(key)) {
      registry.subkeys(key).forEach(name -> clear(key.child(name)));
      replace(key, Map.of());
      registry.remove(key);
    }
  }

  private static void restore(Path path, boolean wasAbsent, byte[] before) {
    try {
      if (wasAbsent) {
        Files.deleteIfExists(path);
      } else {
        Files.write(path, before);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
    undo.clear();
    registry.close();
  }
}
