package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Credential;
import org.fettle.windows.CredentialChange;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableCredentials;
import org.fettle.windows.WritableWindows;
import org.junit.jupiter.api.Test;

/** What every vault does, real or not. */
abstract class CredentialsContract {
  private static final Instant DATE = Instant.parse("2026-03-04T05:06:07.089Z");

  /** The machine's own view. */
  abstract Windows machine();

  /** Another program stores it. */
  abstract void store(Credential credential);

  private Windows own() {
    return machine().as(machine().users().self().orElseThrow());
  }

  private WritableCredentials vault() {
    return ((WritableWindows) own()).credentials();
  }

  private static Credential generic(String target) {
    return credential(target, Credential.Type.GENERIC, Optional.of("anna@contoso.com"));
  }

  private static Credential credential(
      String target, Credential.Type type, Optional<String> account) {
    return new Credential(target, type, account, Credential.Persistence.LOCAL_MACHINE, DATE);
  }

  private static CredentialChange removal(Credential credential) {
    return new CredentialChange(Optional.of(credential), Optional.empty());
  }

  @Test
  void anEmptyVaultHoldsNothing() {
    assertThat(vault().all()).isEmpty();
  }

  @Test
  void whatAProgramStoredIsTherePartByPart() {
    Credential plain = credential("Contoso:b", Credential.Type.GENERIC, Optional.empty());
    Credential foreign = generic("contoso:Ärger \uD83D\uDE00");
    Credential domain =
        new Credential(
            "contoso:Ärger \uD83D\uDE00",
            Credential.Type.DOMAIN_PASSWORD,
            Optional.of("CONTOSO\\anna"),
            Credential.Persistence.ENTERPRISE,
            DATE);
    store(domain);
    store(foreign);
    store(plain);

    assertThat(vault().all()).containsExactly(plain, foreign, domain);
  }

  @Test
  void aRemovedOneIsGoneAndTheOthersStay() {
    store(generic("Contoso:a"));
    store(generic("Contoso:ab"));
    store(credential("Contoso:a", Credential.Type.DOMAIN_PASSWORD, Optional.of("CONTOSO\\anna")));

    own().apply(removal(generic("Contoso:a")));

    assertThat(vault().all())
        .extracting(each -> each.target() + " " + each.type())
        .containsExactly("Contoso:a DOMAIN_PASSWORD", "Contoso:ab GENERIC");
  }

  @Test
  void caseOfATargetDoesNotCount() {
    store(generic("Contoso:a"));

    vault().remove(generic("CONTOSO:A"));

    assertThat(vault().all()).isEmpty();
  }

  @Test
  void anAbsentOneCannotBeRemoved() {
    store(generic("Contoso:a"));

    assertThatThrownBy(() -> vault().remove(generic("Contoso:b")))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.BROKEN)
        .hasFieldOrPropertyWithValue("code", 1168)
        .hasMessage("Cannot remove the credential Contoso:b: not found (1168).");
  }

  @Test
  void oneThatWasWrittenSinceIsLeftAlone() {
    Credential before = generic("Contoso:a");
    Credential since =
        new Credential(
            before.target(),
            before.type(),
            before.account(),
            before.persistence(),
            before.lastWritten().plusMillis(1));
    store(since);

    assertThatThrownBy(() -> own().apply(removal(before)))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED);
    assertThat(vault().all()).containsExactly(since);
  }

  @Test
  void whatTheDenyListNamesIsLeftAlone() {
    Credential git = generic("git:https://github.com");
    store(git);

    assertThatThrownBy(() -> own().apply(removal(git)))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.FORBIDDEN)
        .hasMessage("credential git:https://github.com is never written: it belongs to Git.");
    assertThat(vault().all()).containsExactly(git);
  }

  @Test
  void aRemovedOneCannotBePutBack() {
    Credential credential = generic("Contoso:a");
    store(credential);
    CredentialChange removal = removal(credential);
    assertThat(removal.fits(own())).isTrue();
    assertThat(removal.isDone(own())).isFalse();

    own().apply(removal);

    assertThat(removal.fits(own())).isFalse();
    assertThat(removal.isDone(own())).isTrue();
    assertThatThrownBy(() -> own().apply(removal.inverse()))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.FORBIDDEN);
    assertThat(vault().all()).isEmpty();
  }

  @Test
  void theMachineItselfHasNone() {
    assertThatThrownBy(() -> machine().credentials().all())
        .hasMessage("Cannot read stored credentials: they belong to a user, not to the machine.");
  }

  @Test
  void somebodyWhoIsAwayHasNoneToBeSeen() {
    User away = new User("S-1-5-21-9-9-9-1999", "CONTOSO\\away", User.Session.NONE);

    assertThatThrownBy(() -> machine().as(away).credentials().all())
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.DENIED)
        .hasMessage(
            "Cannot read the stored credentials of CONTOSO\\away: that can only be done in that"
                + " user's own session.");
    Credential credential = generic("Contoso:a");
    store(credential);
    WritableWindows view = (WritableWindows) machine().as(away);
    assertThatThrownBy(() -> view.credentials().remove(credential))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.DENIED);
    assertThat(vault().all()).isEqualTo(List.of(credential));
  }
}
