package org.fettle.policy.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.bundle.PolicyKeys;

/**
 * What is set on this endpoint, whatever said so.
 *
 * @param policyUrl where the signed bundle is fetched from, by HTTPS
 * @param policyFolder the folder, here or on a server, that holds the signed bundle, or the bundle
 *     itself; as an address does, it needs keys; with neither this nor an address, plain files of
 *     the agent's own policy folder count
 * @param policyKeys whose signature is believed; where any are set, nothing unsigned is taken
 * @param policyRefresh how often an address or a server is asked; a folder of this machine is
 *     looked at more often
 * @param schedule when the machine is judged where its assignment does not say
 * @param journalKeep how long records of the journal are kept; older months go
 */
public record Settings(
    Optional<URI> policyUrl,
    Optional<Path> policyFolder,
    Optional<PolicyKeys> policyKeys,
    Duration policyRefresh,
    Optional<Schedule> schedule,
    Duration journalKeep) {
  /** What holds where nothing is set. */
  public static final Settings DEFAULT =
      new Settings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofMinutes(30),
          Optional.empty(),
          Duration.ofDays(400));

  /** Whether these and the other ones have policies come from the same place, the same way. */
  public boolean haveSamePoliciesAs(Settings other) {
    return new Settings(
            policyUrl, policyFolder, policyKeys, policyRefresh, schedule, other.journalKeep())
        .equals(other);
  }
}
