package org.fettle.check;

import org.fettle.json.About;
import org.fettle.windows.Service;

/** When a policy wants a service to start. */
public enum StartType {
  @About("With Windows.")
  AUTOMATIC,
  @About("A while after Windows has started.")
  DELAYED,
  @About("When a program asks for it.")
  MANUAL,
  @About("Never.")
  DISABLED;

  Service.Start start() {
    return Service.Start.valueOf(name());
  }
}
