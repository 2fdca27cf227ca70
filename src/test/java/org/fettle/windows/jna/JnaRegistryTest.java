package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.WritableRegistry;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnWindows
class JnaRegistryTest extends RegistryContract {
  private final JnaRegistry registry = new JnaRegistry(Optional.empty());
  private final JnaRegistry somebodyElse = new JnaRegistry(Optional.empty());

  @Override
  WritableRegistry registry() {
    return registry;
  }

  @Override
  void deny(RegistryKey key) {
    KeySecurity.deny(key);
  }

  @Override
  void clear(RegistryKey key) {
    KeySecurity.allowAll(key);
    super.clear(key);
  }

  @AfterEach
  void close() {
    registry.close();
    somebodyElse.close();
  }

  @Test
  void aHeldKeyThatAnotherProgramRemovedAndMadeAgainIsReadAnew() {
    RegistryKey key = ROOT.child("replaced");
    somebodyElse.create(key);
    somebodyElse.set(key, "x", RegistryValue.dword(1));
    assertThat(registry.value(key, "x")).contains(RegistryValue.dword(1));
    assertThat(registry.values(key)).hasSize(1);

    somebodyElse.unset(key, "x");
    somebodyElse.remove(key);
    assertThat(registry.value(key, "x")).isEmpty();
    assertThat(registry.exists(key)).isFalse();
    assertThat(registry.values(key)).isEmpty();

    somebodyElse.create(key);
    somebodyElse.set(key, "x", RegistryValue.dword(2));
    assertThat(registry.value(key, "x")).contains(RegistryValue.dword(2));
    assertThat(registry.values(key)).hasSize(1);
  }

  @Test
  void moreKeysThanAreHeldCanBeRead() {
    RegistryKey many = ROOT.child("many");
    registry.create(many);
    int count = HeldKeys.MOST + 50;
    for (int i = 0; i < count; i++) {
      registry.create(many.child("k" + i));
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < count; i++) {
        assertThat(registry.exists(many.child("k" + i))).isTrue();
      }
    }
  }

  @Test
  void belowARefusedKeyOneWithRightsOfItsOwnCanBeReadAndAnAbsentOneIsAbsent() {
    RegistryKey locked = ROOT.child("locked");
    registry.create(locked);
    registry.create(locked.child("open"));
    registry.set(locked.child("open"), "x", RegistryValue.dword(1));
    KeySecurity.allowAll(locked.child("open"));
    deny(locked);

    assertThat(registry.value(locked.child("open"), "x")).contains(RegistryValue.dword(1));
    assertThat(registry.exists(locked.child("absent"))).isFalse();
    KeySecurity.allowAll(locked);
  }

  @Test
  void afterCloseKeysAreOpenedAnew() {
    registry.set(ROOT, "x", RegistryValue.dword(1));
    assertThat(registry.value(ROOT, "x")).isPresent();

    registry.close();

    assertThat(registry.value(ROOT, "x")).contains(RegistryValue.dword(1));
  }
}
