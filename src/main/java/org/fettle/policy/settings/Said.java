package org.fettle.policy.settings;

/** A value that somebody set. */
record Said<T>(T value, Origin origin) {}
