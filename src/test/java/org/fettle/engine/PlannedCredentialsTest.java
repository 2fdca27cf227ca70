package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fettle.check.CredentialAbsentCheck;
import org.fettle.check.Verdict;
import org.fettle.windows.Change;
import org.fettle.windows.Credential;
import org.fettle.windows.CredentialChange;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

/** Vaults as a plan leaves them: what one rule removes, the next does not see. */
class PlannedCredentialsTest {
  private final MemoryWindows machine =
      new MemoryWindows(
          MachineFile.read(
              """
              users:
              - sid: S-1-5-21-9-1
                self: true
                credentials: [{ target: 'set/0' }, { target: 'set/1' }, { target: 'set/other', account: bo }]
              - { sid: S-1-5-21-9-2, session: locked, credentials: [{ target: 'set/0' }] }
              - { sid: S-1-5-21-9-3, session: none, credentials: [{ target: 'set/0' }] }
              """));

  private final PlannedWindows planned = new PlannedWindows(machine);
  private final List<User> users = machine.users().visible();

  private static List<Change> fix(Windows view, String target) {
    Verdict verdict =
        new CredentialAbsentCheck(
                List.of(target),
                List.of(),
                Set.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(true))
            .judge(view);
    return verdict instanceof Verdict.Fail fail ? fail.fix() : List.of();
  }

  private static List<String> targets(Windows view) {
    return view.credentials().all().stream().map(Credential::target).toList();
  }

  @Test
  void aWholeSetIsPlannedOnceAndTheMachineIsNotTouched() {
    Windows own = planned.as(users.get(0));
    List<Change> narrow = fix(own, "set/?");
    assertThat(narrow).hasSize(2);
    narrow.forEach(own::apply);

    assertThat(targets(own)).containsExactly("set/other");
    assertThat(fix(own, "set/?")).isEmpty();
    assertThat(fix(own, "set/*")).hasSize(1);
    assertThat(targets(machine.as(users.get(0)))).containsExactly("set/0", "set/1", "set/other");
  }

  @Test
  void theSameRemovalIsNotPlannedTwice() {
    Windows own = planned.as(users.get(0));
    Change removal = fix(own, "set/0").getFirst();
    own.apply(removal);

    assertThat(removal.isDone(own)).isTrue();
    assertThatThrownBy(() -> own.apply(removal))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED);
  }

  @Test
  void whatIsPlannedForOneUserLeavesTheVaultOfAnother() {
    Windows own = planned.as(users.get(0));
    fix(own, "set/*").forEach(own::apply);

    assertThat(targets(own)).isEmpty();
    assertThat(targets(planned.as(users.get(1)))).containsExactly("set/0");
  }

  @Test
  void oneUserIsMendedAndTheOthersAreNot() {
    Windows second = machine.as(users.get(1));
    Change removal = fix(second, "set/*").getFirst();
    assertThat(removal).isInstanceOf(CredentialChange.class);
    second.apply(removal);

    assertThat(targets(second)).isEmpty();
    assertThat(targets(machine.as(users.get(0)))).hasSize(3);
    assertThatThrownBy(() -> machine.as(users.get(2)).credentials().all())
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.DENIED);
    assertThat(machine.snapshot().users().orElseThrow())
        .extracting(person -> person.credentials().size())
        .containsExactly(3, 0, 1);
  }
}
