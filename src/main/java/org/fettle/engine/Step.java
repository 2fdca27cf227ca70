package org.fettle.engine;

import java.util.List;
import org.fettle.journal.Event.About;
import org.fettle.policy.Assignment.OptIn;
import org.fettle.policy.Rule.Disruption;
import org.fettle.windows.Change;

/**
 * What a plan does for one finding.
 *
 * @param expected what the rule demands, for people
 * @param actual what was found, for people
 * @param optIn how the fix was opted into
 * @param changes in the order they are made
 */
public record Step(
    About about,
    String title,
    String expected,
    String actual,
    OptIn optIn,
    Disruption disruption,
    List<String> closed,
    List<Change> changes) {}
