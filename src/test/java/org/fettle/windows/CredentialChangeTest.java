package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.fettle.json.Json;
import org.junit.jupiter.api.Test;

/** What a removal says of itself; what it does is in {@code CredentialsContract}. */
class CredentialChangeTest {
  private static final Credential CREDENTIAL =
      new Credential(
          "Contoso:a",
          Credential.Type.GENERIC,
          Optional.of("anna@contoso.com"),
          Credential.Persistence.ENTERPRISE,
          Instant.parse("2026-03-04T05:06:07.089Z"));

  private static CredentialChange removal(Credential credential) {
    return new CredentialChange(Optional.of(credential), Optional.empty());
  }

  @Test
  void itNamesTheCredentialAndWhatIsLost() {
    CredentialChange removal = removal(CREDENTIAL);
    assertThat(removal.target()).isEqualTo("credential Contoso:a");
    assertThat(removal.beforeText())
        .isEqualTo("anna@contoso.com, written 2026-03-04T05:06:07.089Z");
    assertThat(removal.afterText()).isEqualTo("absent");
    assertThat(removal.inverse().target()).isEqualTo(removal.target());
    assertThat(removal.inverse().inverse()).isEqualTo(removal);
  }

  @Test
  void twoOfOneNameAreToldApartByTheirType() {
    Credential certificate =
        new Credential(
            "Contoso:a",
            Credential.Type.GENERIC_CERTIFICATE,
            Optional.empty(),
            Credential.Persistence.SESSION,
            Instant.EPOCH);
    assertThat(removal(certificate).target())
        .isEqualTo("credential Contoso:a (generic certificate)");
    assertThat(removal(certificate).beforeText())
        .isEqualTo("no account, written 1970-01-01T00:00:00Z");
    assertThat(CREDENTIAL.isAt(certificate)).isFalse();
  }

  @Test
  void itCannotBeTakenBackAndNeedsNoRights() {
    CredentialChange removal = removal(CREDENTIAL);
    assertThat(removal.isReversible()).isFalse();
    assertThat(removal.needsRights(Optional.empty())).isFalse();
    assertThat(removal.forbidden()).isEmpty();
  }

  @Test
  void theJournalKeepsItPartByPart() {
    Change removal = removal(CREDENTIAL);
    String json = Json.mapper().writerFor(Change.class).writeValueAsString(removal);
    assertThat(json)
        .isEqualTo(
            "{\"credential\":{\"before\":{\"target\":\"Contoso:a\",\"type\":\"generic\","
                + "\"account\":\"anna@contoso.com\",\"persistence\":\"enterprise\","
                + "\"last-written\":\"2026-03-04T05:06:07.089Z\"}}}");
    assertThat(Json.mapper().readValue(json, Change.class)).isEqualTo(removal);
  }
}
