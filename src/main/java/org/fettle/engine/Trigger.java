package org.fettle.engine;

/** Who asked for fixes. */
public enum Trigger {
  /** The agent, on its schedule. */
  AGENT,
  /** A person, by {@code fettle apply}. */
  PERSON
}
