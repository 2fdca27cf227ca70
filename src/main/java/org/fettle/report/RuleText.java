package org.fettle.report;

/**
 * The words of a rule that the journal does not keep, from the policy where it is at hand.
 *
 * @param why what goes wrong for people while the rule fails; may be empty
 * @param advice what a person does where the agent cannot or may not; may be empty
 */
public record RuleText(String why, String advice) {}
