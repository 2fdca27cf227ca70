package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.policy.Assignment;
import org.fettle.policy.settings.Endpoint;
import org.fettle.policy.settings.Settings;
import org.fettle.policy.settings.SettingsException;
import org.fettle.service.Notice.InForce;
import org.fettle.service.Policies.Look;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.Test;

/** What the service goes by while its settings change, break and are mended. */
class PoliciesBySettingsTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final String BROKEN = "policy-refresh: soon";

  private final List<Named> made = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private String file = "policy-refresh: 10m";
  private boolean isOutOfReach;
  private final PoliciesBySettings policies =
      new PoliciesBySettings(this::settings, this::policiesOf, () -> now, INTERVAL);

  /** Policies that are told by the refresh they were made for. */
  private static final class Named implements Policies {
    private final String name;
    private int looks;
    private boolean isHurried;
    private boolean isStopped;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String source() {
      return name;
    }

    @Override
    public Optional<Assignment> current() {
      return Optional.empty();
    }

    @Override
    public Look resume() {
      return new Look.Taken(new InForce(Optional.of("resumed"), name, Optional.empty()));
    }

    @Override
    public Look refresh() {
      looks++;
      return new Look.Agreed();
    }

    @Override
    public void hurry() {
      isHurried = true;
    }

    @Override
    public void stop() {
      isStopped = true;
    }
  }

  private Settings settings() throws SettingsException {
    if (isOutOfReach) {
      throw WindowsException.broken("Not now.");
    }
    return Endpoint.untouched().withFile(file).found().settings();
  }

  private Policies policiesOf(Settings settings) {
    made.add(new Named(settings.policyRefresh().toString()));
    return made.getLast();
  }

  private Look later() {
    now = now.plus(INTERVAL);
    return policies.refresh();
  }

  @Test
  void theSettingsSayWhoseOfferCounts() {
    assertThat(policies.resume()).isInstanceOf(Look.Taken.class);
    assertThat(policies.source()).isEqualTo("PT10M");
    assertThat(policies.refresh()).isEqualTo(new Look.Agreed());
    assertThat(made).hasSize(1);
  }

  @Test
  void otherSettingsCountAtTheNextReadingAndWhatWasThereIsStopped() {
    policies.resume();
    file = "policy-refresh: 20m";
    assertThat(policies.refresh()).as("it is not due").isEqualTo(new Look.Agreed());
    assertThat(later()).isInstanceOf(Look.Taken.class);
    assertThat(policies.source()).isEqualTo("PT20M");
    assertThat(made.getFirst().isStopped).isTrue();
    assertThat(made.getLast().isStopped).isFalse();
  }

  @Test
  void whoWillNotWaitHasThemReadAtOnceAndTheOfferLookedAt() {
    policies.resume();
    policies.hurry();
    assertThat(made.getFirst().isHurried).isTrue();
    file = "policy-refresh: 20m";
    assertThat(policies.refresh()).isInstanceOf(Look.Taken.class);
    assertThat(made).hasSize(2);
    assertThat(made.getLast().isHurried).as("by the new settings").isTrue();
  }

  @Test
  void otherSettingsThatAreFoundInTimeHurryNobody() {
    policies.resume();
    file = "policy-refresh: 20m";
    later();
    assertThat(made.getLast().isHurried).isFalse();
  }

  @Test
  void whatHasNothingToDoWithPoliciesChangesNothing() {
    policies.resume();
    file += "\njournal-keep: 90d";
    assertThat(later()).isEqualTo(new Look.Agreed());
    assertThat(made).hasSize(1);
  }

  @Test
  void theSameSettingsChangeNothing() {
    policies.resume();
    assertThat(later()).isEqualTo(new Look.Agreed());
    assertThat(made).hasSize(1);
  }

  @Test
  void whileThereIsAMistakeWhatIsInForceStaysAndNothingIsLookedAt() {
    policies.resume();
    file = BROKEN;
    assertThat(later())
        .isInstanceOfSatisfying(
            Look.Refused.class,
            refused -> assertThat(refused.reasons()).singleElement().asString().contains(":1:17:"));
    assertThat(policies.source()).isEqualTo("the settings of this computer");
    assertThat(made.getFirst().looks).isZero();
    assertThat(made.getFirst().isStopped).isFalse();
    file = "policy-refresh: 10m";
    assertThat(policies.refresh()).as("mended, and not due").isInstanceOf(Look.Taken.class);
    assertThat(policies.source()).isEqualTo("PT10M");
  }

  @Test
  void whoStartsWithAMistakeHasNothingInForceUntilItIsMended() {
    file = BROKEN;
    assertThat(policies.resume()).isInstanceOf(Look.Refused.class);
    assertThat(policies.current()).isEmpty();
    assertThat(made).isEmpty();
    policies.hurry();
    policies.stop();
    file = "policy-refresh: 10m";
    assertThat(policies.refresh()).isInstanceOf(Look.Taken.class);
  }

  @Test
  void settingsOutOfReachAreToldAndTriedAgain() {
    policies.resume();
    isOutOfReach = true;
    assertThat(later()).isEqualTo(new Look.Unreachable("The settings cannot be read: Not now."));
    isOutOfReach = false;
    assertThat(policies.refresh()).isInstanceOf(Look.Taken.class);
  }
}
