package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryWatch;
import org.fettle.windows.View;
import org.fettle.windows.Windows;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnWindows
class JnaRegistryWatchTest extends RegistryWatchContract {
  private final JnaWindows machine = JnaWindows.open();

  @Override
  Windows machine() {
    return machine;
  }

  @Override
  RegistryWatch opened(Runnable told) {
    return new JnaRegistryWatch(told);
  }

  @AfterEach
  void closeMachine() {
    machine.close();
  }

  private Set<RegistryKey> made(RegistryKey parent, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> parent.child("k" + i))
        .peek(this::create)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("registry watch"))
        .count();
  }

  @Test
  void asManyKeysAsFourThreadsCanWaitForAreWatchedOneByOne() throws Exception {
    Set<RegistryKey> keys = made(ONE, JnaRegistryWatch.MOST - 1); // and the one above them
    watch.watch(keys);
    assertThat(watch.unwatched()).isEmpty();
    assertThat(threads()).isEqualTo(4);
    for (int i = 0; i < JnaRegistryWatch.MOST - 1; i += 62) {
      RegistryKey key = ONE.child("k" + i);
      set(key, "x", 1);
      isTold();
      assertThat(watch.again()).containsExactly(key);
    }
    watch.close();
    assertThat(threads()).isZero();
  }

  @Test
  void moreKeysAreWatchedFromTheKeyAboveThem() throws Exception {
    Set<RegistryKey> keys = made(ONE, JnaRegistryWatch.MOST + 48);
    keys.add(TWO);
    watch.watch(keys);
    assertThat(watch.unwatched()).isEmpty();
    assertThat(threads()).isEqualTo(1);
    set(ONE.child("k299"), "x", 1);
    isTold();
    assertThat(watch.again()).contains(ONE.child("k299")).doesNotContain(TWO);
    set(TWO, "x", 1);
    isTold();
    assertThat(watch.again()).containsExactly(TWO);
  }

  @Test
  void manyAbsentKeysOfOneParentTakeOnePlace() throws Exception {
    Set<RegistryKey> keys =
        IntStream.range(0, 5_000).mapToObj(i -> ONE.child("a" + i)).collect(Collectors.toSet());
    watch.watch(keys);
    assertThat(watch.unwatched()).isEmpty();
    set(ONE, "x", 1); // only which keys are there matters
    isNotTold();
    create(ONE.child("a4711"));
    isTold();
    assertThat(watch.again()).contains(ONE.child("a4711"));
    set(ONE.child("a4711"), "x", 1);
    isTold();
    assertThat(watch.again()).containsExactly(ONE.child("a4711"));
  }

  @Test
  void theTwoViewsAreTwoPlaces() throws Exception {
    RegistryKey narrow = ONE.in(View.BITS_32);
    create(narrow);
    try {
      watch.watch(Set.of(narrow));
      set(ONE, "x", 1);
      isNotTold();
      set(narrow, "x", 1);
      isTold();
      assertThat(watch.again()).containsExactly(narrow);
    } finally {
      clear(ROOT.in(View.BITS_32));
    }
  }

  @Test
  void aKeyNobodyMayReadIsNamedAsUnwatched() {
    KeySecurity.deny(ONE);
    try {
      assertThat(watch.watch(Set.of(ONE, TWO))).containsExactly(TWO);
      assertThat(watch.unwatched()).containsExactly(ONE);
    } finally {
      KeySecurity.allowAll(ONE);
    }
  }

  @Test
  void aUsersKeyIsWatchedByTheAddressItHasForTheMachine() throws Exception {
    String sid = machine.users().self().map(org.fettle.windows.User::sid).orElseThrow();
    RegistryKey key = RegistryKey.parse("HKU\\" + sid + "\\Software\\FettleWatch");
    Windows own = machine.as(machine.users().self().orElseThrow());
    RegistryKey hkcu = RegistryKey.parse("HKCU\\Software\\FettleWatch");
    watch.watch(Set.of(key));
    org.fettle.windows.Changes.toCreate(own.registry(), hkcu).forEach(own::apply);
    isTold();
    assertThat(settled()).containsExactly(key);
    own.apply(new org.fettle.windows.RegistryKeyChange(hkcu, true, false));
    isTold();
    assertThat(watch.again()).containsExactly(key);
  }

  @Test
  void manyWritesAreOneNotice() throws Exception {
    watch.watch(Set.of(ONE));
    for (int i = 0; i < 2_000; i++) {
      set(ONE, "x", i);
    }
    isTold();
    isNotTold();
    assertThat(watch.again()).containsExactly(ONE);
    assertThat(Optional.of(threads())).contains(1L);
  }
}
