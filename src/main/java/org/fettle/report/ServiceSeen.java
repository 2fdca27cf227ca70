package org.fettle.report;

import org.fettle.windows.Service;

/** What Windows says of the agent's service. */
public sealed interface ServiceSeen {
  /** Whether it is known not to run. */
  default boolean isDown() {
    return this instanceof Missing || (this instanceof Found found && !found.service().running());
  }

  /** There is one. */
  record Found(Service service) implements ServiceSeen {}

  /** There is none. */
  record Missing() implements ServiceSeen {}

  /** Windows does not tell, with the reason in a sentence. */
  record Unknown(String reason) implements ServiceSeen {}

  /** It was not asked: what is looked at is no machine, or was brought from another one. */
  record NotAsked() implements ServiceSeen {}
}
