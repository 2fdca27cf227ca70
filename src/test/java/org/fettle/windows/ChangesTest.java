package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fettle.windows.Fixture.KEY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.memory.MachineFile;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final RegistryValue OLD = RegistryValue.text("old");
  private static final RegistryValue NEW = RegistryValue.text("new");

  private final Fixture machine = new Fixture();

  private static RegistryListChange list(String before, String after) {
    return new RegistryListChange(KEY, "L", ", ", text(before), text(after));
  }

  private static Optional<RegistryValue> text(String text) {
    return text.equals("absent") ? Optional.empty() : Optional.of(RegistryValue.text(text));
  }

  private Optional<RegistryValue> current(String name) {
    return machine.registry().value(KEY, name);
  }

  private void assertChanged(Change change) {
    assertThat(change.fits(machine.windows())).isFalse();
    MachineFile before = machine.windows().snapshot();
    assertThatThrownBy(() -> Changes.apply(machine.windows(), change))
        .isInstanceOfSatisfying(
            WindowsException.class,
            e -> assertThat(e.kind()).isEqualTo(WindowsException.Kind.CHANGED));
    assertThat(machine.windows().snapshot()).isEqualTo(before);
  }

  // Planning

  @Test
  void aValueThatIsThereNeedsNoChange() {
    machine.with("a", NEW);
    assertThat(Changes.toSet(machine.registry(), KEY, "A", NEW)).isEmpty();
  }

  @Test
  void anotherValueOrTypeIsReplaced() {
    machine.with("a", OLD);
    assertThat(Changes.toSet(machine.registry(), KEY, "a", NEW))
        .containsExactly(new RegistryValueChange(KEY, "a", Optional.of(OLD), Optional.of(NEW)));
    assertThat(Changes.toSet(machine.registry(), KEY, "a", RegistryValue.expandableText("old")))
        .hasSize(1);
  }

  @Test
  void eachMissingKeyIsAChangeOfItsOwnTopFirst() {
    RegistryKey deep = KEY.child("A\\B");
    assertThat(Changes.toSet(machine.registry(), deep, "", NEW))
        .containsExactly(
            new RegistryKeyChange(KEY.child("A"), false, true),
            new RegistryKeyChange(deep, false, true),
            new RegistryValueChange(deep, "", Optional.empty(), Optional.of(NEW)));
    assertThat(Changes.toCreate(machine.registry(), KEY)).isEmpty();
  }

  @Test
  void anAbsentValueIsNotRemoved() {
    assertThat(Changes.toUnset(machine.registry(), KEY, "a")).isEmpty();
    machine.with("a", OLD);
    assertThat(Changes.toUnset(machine.registry(), KEY, "a"))
        .containsExactly(new RegistryValueChange(KEY, "a", Optional.of(OLD), Optional.empty()));
  }

  @Test
  void aTreeIsRemovedDeepestFirstAndComesBackWhole() {
    machine.with("a", OLD).with("", RegistryValue.of(77, new byte[] {1}));
    Changes.toSet(machine.registry(), KEY.child("B\\C"), "c", NEW)
        .forEach(machine.windows()::apply);
    MachineFile before = machine.windows().snapshot();
    List<Change> changes = new ArrayList<>(Changes.toRemove(machine.registry(), KEY));
    assertThat(changes).hasSize(6).endsWith(new RegistryKeyChange(KEY, true, false));
    changes.forEach(machine.windows()::apply);
    assertThat(machine.registry().exists(KEY)).isFalse();
    assertThat(Changes.toRemove(machine.registry(), KEY)).isEmpty();
    Collections.reverse(changes);
    changes.forEach(change -> machine.windows().apply(change.inverse()));
    assertThat(machine.windows().snapshot()).isEqualTo(before);
  }

  @Test
  void aTreeNobodyWouldReviewIsNotRemoved() {
    for (int i = 0; i < Changes.LARGEST_TREE; i++) {
      machine.with("v" + i, NEW);
    }
    assertThatThrownBy(() -> Changes.toRemove(machine.registry(), KEY))
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining("more than 5000");
  }

  // Applying

  @Test
  void aValueIsOnlyWrittenWhereItIsAsExpected() {
    Change change = new RegistryValueChange(KEY, "a", Optional.of(OLD), Optional.of(NEW));
    assertChanged(change);
    machine.with("a", OLD);
    assertThat(change.fits(machine.windows())).isTrue();
    assertThat(change.isDone(machine.windows())).isFalse();
    Changes.apply(machine.windows(), change);
    assertThat(current("a")).contains(NEW);
    assertThat(change.isDone(machine.windows())).isTrue();
    assertChanged(change);
    Changes.apply(machine.windows(), change.inverse());
    assertThat(current("a")).contains(OLD);
  }

  @Test
  void aRefusalNamesWhatWasExpectedAndFound() {
    machine.with("a", RegistryValue.dword(3));
    Change change = new RegistryValueChange(KEY, "a", Optional.empty(), Optional.of(NEW));
    assertThatThrownBy(() -> Changes.apply(machine.windows(), change))
        .hasMessage("HKLM\\SOFTWARE\\Contoso\\a has changed: expected absent, found 3 (dword).");
  }

  @Test
  void aRefusalDoesNotTellASecretThatWasASettingWhenPlanned() {
    Optional<RegistryValue> setting = Optional.of(RegistryValue.dword(1));
    Change change = new RegistryValueChange(KEY, "SavePassword", setting, Optional.empty());
    machine.with("SavePassword", RegistryValue.text("hunter2"));
    assertThatThrownBy(() -> Changes.apply(machine.windows(), change))
        .hasMessage(
            "HKLM\\SOFTWARE\\Contoso\\SavePassword has changed: expected another value, found a"
                + " secret.");
  }

  @Test
  void aKeyIsOnlyMadeOrRemovedWhereItIsAsExpected() {
    Change made = new RegistryKeyChange(KEY.child("A"), false, true);
    assertThat(made.fits(machine.windows())).isTrue();
    Changes.apply(machine.windows(), made);
    assertThat(made.isDone(machine.windows())).isTrue();
    assertChanged(made);
    Changes.apply(machine.windows(), made.inverse());
    assertThat(machine.registry().exists(KEY.child("A"))).isFalse();
    assertChanged(made.inverse());
  }

  // Lists

  @Test
  void addingToAListIsUndoneExactlyWhileNobodyElseTouchedIt() {
    machine.with("L", RegistryValue.text("b,  A"));
    RegistryListChange change = list("b,  A", "b,  A, x");
    Changes.apply(machine.windows(), change);
    assertThat(current("L")).isEqualTo(text("b,  A, x"));
    Changes.apply(machine.windows(), change.inverse());
    assertThat(current("L")).isEqualTo(text("b,  A"));
  }

  @Test
  void undoTakesOutOnlyWhatWasAddedWhenOthersAddedSince() {
    machine.with("L", RegistryValue.expandableText("b, A, x, y,theirs"));
    RegistryListChange undo = list("b, A", "b, A, x, y").inverse();
    assertThat(undo.fits(machine.windows())).isTrue();
    Changes.apply(machine.windows(), undo);
    assertThat(current("L")).contains(RegistryValue.expandableText("b, A,theirs"));
  }

  @Test
  void undoLeavesANewListAloneThatOthersAddedTo() {
    machine.with("L", RegistryValue.text("x, theirs"));
    assertChanged(list("absent", "x").inverse());
  }

  @Test
  void undoOfANewListRemovesItWhenNothingElseIsLeft() {
    machine.with("L", RegistryValue.text("y , x"));
    Changes.apply(machine.windows(), list("absent", "x, y").inverse());
    assertThat(current("L")).isEmpty();
  }

  @Test
  void undoLeavesAListAloneThatLostWhatWasAdded() {
    machine.with("L", RegistryValue.text("b"));
    assertChanged(list("b, A", "b, A, x").inverse());
    machine.with("L", RegistryValue.dword(1));
    assertChanged(list("b", "b, x").inverse());
  }

  @Test
  void addingIsNotMergedWithWhatOthersDidSince() {
    machine.with("L", RegistryValue.text("b, theirs"));
    assertChanged(list("b", "b, x"));
  }

  @Test
  void replacingMembersIsNotMerged() {
    machine.with("L", RegistryValue.text("x, theirs"));
    assertChanged(list("a", "x").inverse());
  }

  @Test
  void aChangeTellsPeopleWhatItDoes() {
    Change change = new RegistryValueChange(KEY, "", Optional.empty(), Optional.of(NEW));
    assertThat(change.target()).isEqualTo("HKLM\\SOFTWARE\\Contoso\\(Default)");
    assertThat(change.beforeText()).isEqualTo("absent");
    assertThat(change.afterText()).isEqualTo("\"new\" (text)");
    assertThat(new RegistryKeyChange(KEY, false, true).afterText()).isEqualTo("an empty key");
    assertThat(list("a", "a, b").afterText()).isEqualTo("\"a, b\" (text)");
    assertThat(change.inverse().inverse()).isEqualTo(change);
  }
}
