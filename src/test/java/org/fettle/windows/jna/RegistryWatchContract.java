package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.RegistryWatch;
import org.fettle.windows.Windows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every watch of a registry does, the real one and the one in memory. */
@Timeout(60)
abstract class RegistryWatchContract {
  static final RegistryKey ROOT = RegistryKey.parse("HKLM\\SOFTWARE\\FettleWatch");
  static final RegistryKey ONE = ROOT.child("one");
  static final RegistryKey TWO = ROOT.child("two");

  final Semaphore told = new Semaphore(0);
  RegistryWatch watch;

  /** The machine that is changed here. */
  abstract Windows machine();

  /** A watch of that machine. */
  abstract RegistryWatch opened(Runnable told);

  @BeforeEach
  void makeKeys() {
    clear(ROOT);
    create(ROOT);
    create(ONE);
    create(TWO);
    watch = opened(told::release);
  }

  @AfterEach
  void close() {
    watch.close();
    clear(ROOT);
  }

  final void create(RegistryKey key) {
    Changes.toCreate(machine().registry(), key).forEach(machine()::apply);
  }

  final void set(RegistryKey key, String name, int number) {
    machine()
        .apply(
            new RegistryValueChange(
                key,
                name,
                machine().registry().value(key, name),
                Optional.of(RegistryValue.dword(number))));
  }

  final void clear(RegistryKey key) {
    if (machine().registry().exists(key)) {
      machine().registry().subkeys(key).forEach(name -> clear(key.child(name)));
      machine()
          .registry()
          .values(key)
          .forEach((name, value) ->
              machine()
                  .apply(new RegistryValueChange(key, name, Optional.of(value), Optional.empty())));
      machine().apply(new RegistryKeyChange(key, true, false));
    }
  }

  final void isTold() throws InterruptedException {
    assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).as("told of a change").isTrue();
  }

  final void isNotTold() throws InterruptedException {
    assertThat(told.tryAcquire(700, TimeUnit.MILLISECONDS)).as("told of a change").isFalse();
  }

  /** Goes on until nothing is told any more; answers all that were named. */
  final Set<RegistryKey> settled() throws InterruptedException {
    Set<RegistryKey> named = new HashSet<>();
    do {
      named.addAll(watch.again());
    } while (told.tryAcquire(300, TimeUnit.MILLISECONDS));
    return named;
  }

  @Test
  void aNewValueIsToldAndItsKeyNamed() throws Exception {
    assertThat(watch.watch(Set.of(ONE, TWO))).containsExactlyInAnyOrder(ONE, TWO);
    isNotTold();
    set(ONE, "x", 1);
    isTold();
    assertThat(watch.again()).containsExactly(ONE);
    assertThat(watch.again()).isEmpty();
  }

  @Test
  void aValueSetRemovedAndSetAgainIsToldEachTime() throws Exception {
    watch.watch(Set.of(ONE));
    set(ONE, "x", 1);
    isTold();
    watch.again();
    set(ONE, "x", 2);
    isTold();
    watch.again();
    machine()
        .apply(
            new RegistryValueChange(
                ONE, "x", Optional.of(RegistryValue.dword(2)), Optional.empty()));
    isTold();
    assertThat(watch.again()).containsExactly(ONE);
  }

  @Test
  void afterOneNoticeThereIsNoneUntilItGoesOnAndThenNothingIsLost() throws Exception {
    watch.watch(Set.of(ONE, TWO));
    set(ONE, "x", 1);
    isTold();
    set(TWO, "x", 1);
    set(ONE, "x", 2);
    isNotTold();
    assertThat(settled()).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void whatHappensBelowAKeyIsNotToldButWhichKeysAreThere() throws Exception {
    RegistryKey below = ONE.child("below");
    watch.watch(Set.of(ONE));
    create(below);
    isTold();
    assertThat(watch.again()).containsExactly(ONE);
    set(below, "x", 1);
    create(below.child("deeper"));
    isNotTold();
    clear(below);
    isTold();
  }

  @Test
  void aKeyThatIsNotThereIsToldWhenItComesAndWatchedFromThenOn() throws Exception {
    RegistryKey later = ROOT.child("a").child("b").child("c");
    assertThat(watch.watch(Set.of(later))).containsExactly(later);
    create(ROOT.child("a"));
    settled();
    create(ROOT.child("a").child("b"));
    settled();
    create(later);
    isTold();
    assertThat(settled()).containsExactly(later);
    set(later, "x", 1);
    isTold();
    assertThat(watch.again()).containsExactly(later);
  }

  @Test
  void aKeyThatGoesIsToldAndAgainWhenItComesBack() throws Exception {
    watch.watch(Set.of(ONE));
    clear(ONE);
    isTold();
    assertThat(settled()).containsExactly(ONE);
    create(ONE);
    isTold();
    settled();
    set(ONE, "x", 1);
    isTold();
    assertThat(watch.again()).containsExactly(ONE);
  }

  @Test
  void otherKeysCanBeWatchedAndThoseThatStayLoseNothing() throws Exception {
    watch.watch(Set.of(ONE));
    set(ONE, "x", 1);
    assertThat(watch.watch(Set.of(ONE, TWO))).containsExactly(TWO);
    isTold();
    assertThat(settled()).containsExactly(ONE);
    assertThat(watch.watch(Set.of(TWO))).isEmpty();
    set(ONE, "x", 2);
    isNotTold();
    set(TWO, "x", 1);
    isTold();
  }

  @Test
  void closedItTellsNothingMore() throws Exception {
    watch.watch(Set.of(ONE));
    long begin = System.nanoTime();
    watch.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    set(ONE, "x", 1);
    isNotTold();
  }
}
