package org.fettle.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fettle.json.About;
import org.fettle.windows.Change;
import org.fettle.windows.Service;
import org.fettle.windows.ServiceRunningChange;
import org.fettle.windows.ServiceStartTypeChange;
import org.fettle.windows.Windows;

@About(
    "A service starts when it should, and runs or does not. The fix changes only what is said. A driver, and a"
        + " service that is not there, are only reported; so is one that should run and is disabled, where nothing is"
        + " said of its start.")
public record ServiceStateCheck(
    @About("The short name of the service, such as msoidsvc.") String service,
    @About("The start types that are right; the fix sets the first.") List<StartType> start,
    @About("Whether it should run.") Optional<Boolean> running,
    @About("What an absent service means: fail (the default), pass or not-applicable.")
        Optional<Missing> missing)
    implements Check {
  private static final int LONGEST_NAME = 256; // Microsoft, CreateServiceW

  /** Refuses what is no name, and what demands nothing or a contradiction. */
  public ServiceStateCheck {
    boolean isName =
        !service.isBlank()
            && service.length() <= LONGEST_NAME
            && service
                .chars()
                .noneMatch(unit -> unit == '/' || unit == '\\' || Character.isISOControl(unit));
    if (!isName) {
      throw new IllegalArgumentException("'" + service + "' is no short name of a service.");
    }
    if (start.isEmpty() && running.isEmpty()) {
      throw new IllegalArgumentException("'service-state' needs 'start', 'running' or both.");
    }
    if (new HashSet<>(start).size() < start.size()) {
      throw new IllegalArgumentException("A start type is given twice.");
    }
    if (start.contains(StartType.DISABLED) && running.orElse(false)) {
      throw new IllegalArgumentException("A service that may be disabled cannot be kept running.");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    Optional<Service> found = windows.services().find(service);
    if (found.isPresent()) {
      return judge(found.get());
    }
    return switch (missing.orElse(Missing.FAIL)) {
      case FAIL -> new Verdict.Fail(expected(), "absent", List.of());
      case PASS -> new Verdict.Pass("absent");
      case NOT_APPLICABLE -> new Verdict.NotApplicable("the service " + service + " is absent");
    };
  }

  private Verdict judge(Service found) {
    String actual = found.start().shown() + ", " + Service.shown(found.running());
    List<Change> fix = fix(found);
    if (fix.isEmpty()) {
      return new Verdict.Pass(actual);
    }
    return new Verdict.Fail(expected(), actual, canBeMade(found) ? fix : List.of());
  }

  // What can only be done to a service that is not disabled is done while it is not: so each list
  // of
  // changes can be taken back, last first.
  private List<Change> fix(Service found) {
    List<Change> fix = new ArrayList<>();
    if (starts(found) != found.start()) {
      fix.add(new ServiceStartTypeChange(service, found.start(), starts(found)));
    }
    boolean runs = running.orElse(found.running());
    if (runs != found.running()) {
      Change change = new ServiceRunningChange(service, found.running(), runs);
      fix.add(runs ? fix.size() : 0, change);
    }
    return fix;
  }

  private boolean canBeMade(Service found) {
    boolean startsDisabled =
        running.orElse(false) && !found.running() && starts(found) == Service.Start.DISABLED;
    return !found.driver() && !startsDisabled;
  }

  private Service.Start starts(Service found) {
    boolean isRight =
        start.isEmpty() || start.stream().anyMatch(right -> right.start() == found.start());
    return isRight ? found.start() : start.getFirst().start();
  }

  private String expected() {
    List<String> wanted = new ArrayList<>();
    if (!start.isEmpty()) {
      wanted.add(
          start.stream().map(right -> right.start().shown()).collect(Collectors.joining(" or ")));
    }
    running.map(Service::shown).ifPresent(wanted::add);
    return String.join(", ", wanted);
  }
}
