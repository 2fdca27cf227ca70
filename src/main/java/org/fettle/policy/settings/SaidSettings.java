package org.fettle.policy.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.bundle.PolicyKeys;

/** All that one source says, each value right by itself. */
record SaidSettings(
    Optional<Said<URI>> policyUrl,
    Optional<Said<Path>> policyFolder,
    Optional<Said<PolicyKeys>> policyKeys,
    Optional<Said<Duration>> policyRefresh,
    Optional<Said<Schedule>> schedule,
    Optional<Said<Duration>> journalKeep) {}
