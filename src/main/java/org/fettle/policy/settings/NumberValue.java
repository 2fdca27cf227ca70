package org.fettle.policy.settings;

/** A REG_DWORD of Group Policy, and what it may be. */
record NumberValue(String name, int least, int most) {}
