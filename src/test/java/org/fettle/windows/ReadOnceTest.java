package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fettle.windows.Fixture.KEY;

import java.time.Instant;
import java.util.List;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

class ReadOnceTest {
  private static final RegistryValue ONE = RegistryValue.dword(1);
  private static final RegistryValue TWO = RegistryValue.dword(2);

  private final Fixture machine = new Fixture();
  private final ReadOnce once = new ReadOnce(machine.windows());

  @Test
  void aValueStaysAsItWasFirstReadWhateverItsSpelling() {
    machine.with("Name", ONE);
    assertThat(once.registry().value(KEY, "Name")).contains(ONE);
    machine.with("Name", TWO);
    assertThat(once.registry().value(RegistryKey.parse("hklm\\software\\CONTOSO"), "NAME"))
        .contains(ONE);
    assertThat(new ReadOnce(machine.windows()).value(KEY, "Name")).contains(TWO);
  }

  @Test
  void absenceIsRememberedToo() {
    assertThat(once.value(KEY, "Name")).isEmpty();
    assertThat(once.exists(KEY.child("A"))).isFalse();
    assertThat(once.subkeys(KEY)).isEmpty();
    assertThat(once.values(KEY)).isEmpty();
    machine.with("Name", ONE).registry().create(KEY.child("A"));
    assertThat(once.value(KEY, "Name")).isEmpty();
    assertThat(once.exists(KEY.child("A"))).isFalse();
    assertThat(once.subkeys(KEY)).isEmpty();
    assertThat(once.values(KEY)).isEmpty();
  }

  @Test
  void theTwoViewsAreNotMixedUp() {
    machine.with("Name", ONE);
    assertThat(once.value(KEY.in(View.BITS_32), "Name")).isEmpty();
    assertThat(once.value(KEY, "Name")).contains(ONE);
  }

  @Test
  void eachUserHasAViewOfTheirOwnThatRemembers() {
    User user = machine.windows().users().self().orElseThrow();
    RegistryKey own = RegistryKey.parse("HKCU\\Software");
    assertThat(once.as(user)).isSameAs(once.as(user));
    assertThat(once.as(user).user()).contains(user);
    assertThat(once.as(user).registry().value(own, "Name")).isEmpty();
    machine.windows().as(user).registry().set(own, "Name", ONE);
    assertThat(once.as(user).registry().value(own, "Name")).isEmpty();
    assertThat(once.user()).isEmpty();
  }

  @Test
  void whatIsRefusedIsRefusedEachTime() {
    RegistryKey own = RegistryKey.parse("HKCU\\Software");
    assertThatThrownBy(() -> once.value(own, "a")).isInstanceOf(WindowsException.class);
    assertThatThrownBy(() -> once.value(own, "a")).isInstanceOf(WindowsException.class);
  }

  @Test
  void theVaultAndTheTimeStayAsTheyWereFirstRead() {
    MemoryWindows windows =
        new MemoryWindows(
            MachineFile.read(
                "users: [{ sid: S-1-5-21-9-1, self: true, credentials: [{ target: 'Contoso:a' }] }]"));
    User user = windows.users().self().orElseThrow();
    Windows own = new ReadOnce(windows).as(user);
    List<Credential> before = own.credentials().all();
    Instant now = own.now();
    windows.as(user).credentials().remove(before.getFirst());
    assertThat(windows.as(user).credentials().all()).isEmpty();
    assertThat(own.credentials().all()).isEqualTo(before).hasSize(1);
    assertThat(own.now()).isSameAs(now);
  }

  @Test
  void itDoesNotWrite() {
    assertThatThrownBy(() -> once.apply(new RegistryKeyChange(KEY.child("A"), false, true)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(machine.registry().exists(KEY.child("A"))).isFalse();
  }
}
