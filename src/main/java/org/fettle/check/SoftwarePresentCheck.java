package org.fettle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.json.About;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.Windows;

@About(
    "A program is installed. All that is said must hold, and at least one thing must be said. It can only"
        + " report: nothing is ever installed.")
public record SoftwarePresentCheck(
    @About("A client this agent knows how to find.") Optional<Client> client,
    @About(
            "The name in the list of installed programs, with * and ?; in either registry view, and for a user"
                + " among the user's own too.")
        Optional<String> name,
    @About("A Click-to-Run product id, such as O365ProPlus*, with * and ?.")
        Optional<String> clickToRun)
    implements Check {
  private static final String UNINSTALL = "\\Microsoft\\Windows\\CurrentVersion\\Uninstall";

  /** Refuses to look for nothing. */
  public SoftwarePresentCheck {
    if (client.isEmpty() && name.isEmpty() && clickToRun.isEmpty()) {
      throw new IllegalArgumentException(
          "'software-present' needs 'client', 'name' or 'click-to-run'.");
    }
    if (Stream.of(name, clickToRun).flatMap(Optional::stream).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("The name of a program cannot be blank.");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    List<Verdict> parts = new ArrayList<>();
    client.ifPresent(wanted -> parts.add(verdict(wanted.title(), wanted.program(windows))));
    name.ifPresent(wanted ->
        parts.add(verdict("a program named " + wanted, installed(windows, new Wildcard(wanted)))));
    clickToRun.ifPresent(wanted ->
        parts.add(
            verdict("Click-to-Run product " + wanted, product(windows, new Wildcard(wanted)))));
    return AllCheck.together(parts);
  }

  private static Verdict verdict(String wanted, Optional<String> found) {
    return found
        .<Verdict>map(Verdict.Pass::new)
        .orElse(new Verdict.Fail(wanted, "not installed", List.of()));
  }

  private static Optional<String> installed(Windows windows, Wildcard wanted) {
    Registry registry = windows.registry();
    return Stream.of("HKLM\\SOFTWARE", "HKLM32\\SOFTWARE", "HKCU\\Software")
        .filter(root -> !root.startsWith("HKCU") || windows.user().isPresent())
        .map(root -> RegistryKey.parse(root + UNINSTALL))
        .flatMap(list -> registry.subkeys(list).stream().map(list::child))
        .flatMap(entry -> registry.value(entry, "DisplayName").stream())
        .flatMap(title -> title.asText().stream())
        .filter(wanted::matches)
        .findFirst();
  }

  private static Optional<String> product(Windows windows, Wildcard wanted) {
    return Stream.of("16.0", "15.0")
        .flatMap(version -> ClickToRun.of(windows, version).products().stream())
        .filter(wanted::matches)
        .findFirst();
  }
}
