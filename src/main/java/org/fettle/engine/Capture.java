package org.fettle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.check.Check;
import org.fettle.check.Verdict;
import org.fettle.json.Json;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.CheckTemplate;
import org.fettle.policy.Rule;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.Change;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.RegistryListChange;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.Person;

/**
 * Makes a machine file of a machine: only what the given policies look at, and nobody's name or
 * secret in it. The policies judge the file as they judge the machine; where they do not, because
 * something could not be told without naming somebody, that is told beside it.
 */
public final class Capture {
  private final Windows machine;
  private final Assignment assignment;
  private final Recording recording;
  private final List<User> users;
  private final Pseudonyms pseudonyms;
  private final List<String> notes = new ArrayList<>();

  /**
   * A captured machine.
   *
   * @param notes what is not in the file, and what is judged otherwise because of that, in
   *     sentences for whoever captured it: they may name people
   */
  public record Captured(MachineFile file, List<String> notes) {
    /** Keeps a copy. */
    public Captured {
      notes = List.copyOf(notes);
    }
  }

  private Capture(Windows machine, Assignment assignment, Recording recording) {
    this.machine = machine;
    this.assignment = assignment;
    this.recording = recording;
    users = machine.users().visible();
    String name = machine.facts().name();
    pseudonyms =
        new Pseudonyms(
            name,
            Pseudonyms.like(name, assignment.forMachines().name()),
            users,
            demanded(assignment));
  }

  /**
   * The machine file of what the assignment's policies look at.
   *
   * @throws org.fettle.windows.WindowsException when that is too much for a machine file
   */
  public static Captured of(Windows machine, Assignment assignment) {
    Recording recording = new Recording(machine);
    List<Finding> findings = new Judge(recording).judge(assignment, Progress.NONE);
    findings.forEach(finding -> askForOwners(finding, recording));
    Capture capture = new Capture(machine, assignment, recording);
    MachineFile file = capture.file();
    capture.notes.addAll(
        JudgedOtherwise.told(
            findings, file, assignment, user -> capture.pseudonyms.of(user.sid())));
    return new Captured(file, capture.notes);
  }

  /** All that the policies name, as text; facts of the machine are not filled in. */
  private static String demanded(Assignment assignment) {
    StringBuilder text = new StringBuilder();
    for (Assigned assigned : assignment.policies()) {
      for (Rule rule : assigned.policy().rules()) {
        Stream.concat(rule.when().stream(), Stream.of(rule.check()))
            .map(template -> template.fill(fact -> Optional.of("${" + fact + "}")))
            .filter(CheckTemplate.Filled.Ready.class::isInstance)
            .map(CheckTemplate.Filled.Ready.class::cast)
            .forEach(ready -> text.append(Json.writeYaml(ready.check())).append('\n'));
        text.append(String.join(" ", rule.closed())).append('\n');
      }
    }
    return text.toString();
  }

  // The engine asks who owns a value before it fixes it, so the file has to know.
  private static void askForOwners(Finding finding, Windows recording) {
    if (finding.verdict() instanceof Verdict.Fail fail) {
      Windows view = finding.user().map(recording::as).orElse(recording);
      for (Change change : fail.fix()) {
        if (change instanceof RegistryValueChange value) {
          view.owners().owner(value.key(), value.name());
        } else if (change instanceof RegistryListChange list) {
          view.owners().owner(list.key(), list.name());
        }
      }
    }
  }

  private static Set<String> programs(Assignment assignment) {
    return assignment.policies().stream()
        .map(Assigned::policy)
        .flatMap(policy -> policy.rules().stream())
        .map(Rule::closed)
        .flatMap(List::stream)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private MachineFile file() {
    MachineFacts facts = machine.facts();
    CapturedRegistry registry =
        new CapturedRegistry(pseudonyms, !facts.architecture().equals("x86"));
    CapturedStores stores = new CapturedStores(Location.LOCAL_MACHINE, pseudonyms);
    List<Check> checks = new ArrayList<>();
    List<Person> people = new ArrayList<>();
    registry.take(recording, Optional.empty());
    stores.take(machine, recording.certificates(), checksFor(machine, checks));
    for (User user : users) {
      Optional<Recording> seen = Optional.ofNullable(recording.perUser().get(user.sid()));
      CapturedStores own = new CapturedStores(Location.CURRENT_USER, pseudonyms);
      if (seen.isPresent()) {
        Windows view = machine.as(user);
        List<Check> known = checksFor(view, checks);
        registry.take(seen.get(), Optional.of(pseudonyms.of(user.sid())));
        stores.take(view, seen.get().certificates(), known);
        own.take(view, seen.get().certificates(), known);
      }
      people.add(person(user, seen, own));
    }
    notes.addAll(stores.notes(""));
    CapturedDisk drives = new CapturedDisk(recording.disk(), pseudonyms, checks.stream());
    Set<String> programs = programs(assignment);
    return new MachineFile(
        Optional.of(
            new MachineFile.Machine(
                Optional.of(pseudonyms.machine()),
                facts.domain(),
                Optional.of(facts.windowsVersion()),
                Optional.of(facts.architecture()))),
        recording.timeAsked(),
        Optional.of(machine.users().isElevated()),
        Optional.of(people),
        registry.keys(),
        registry.denied(),
        registry.owned(),
        drives.files(),
        drives.disk(),
        stores.stores(),
        recording.services().kept(),
        scrubbed(recording.variables()),
        machine.processes().running().stream()
            .filter(process -> programs.contains(process.name().toLowerCase(Locale.ROOT)))
            .map(process ->
                new MachineFile.Program(
                    process.name(),
                    Optional.of(process.id()),
                    process.ownerSid().map(pseudonyms::of),
                    Optional.empty()))
            .toList());
  }

  private List<Check> checksFor(Windows view, List<Check> all) {
    List<Check> checks = LeafChecks.of(assignment, new Facts(view)::fact).toList();
    all.addAll(checks);
    return checks;
  }

  private Person person(User user, Optional<Recording> seen, CapturedStores own) {
    boolean isLoaded = seen.isPresent() || user.session().isPresent();
    Optional<String> self = machine.users().self().map(User::sid);
    notes.addAll(own.notes(" of " + user.name()));
    return new Person(
        pseudonyms.of(user.sid()),
        Optional.of(pseudonyms.ofAccount(user)),
        Optional.of(user.session()),
        Optional.of(self.equals(Optional.of(user.sid()))),
        seen.map(known -> scrubbed(known.variables())).orElse(Map.of()),
        isLoaded ? Optional.of(Map.of()) : Optional.empty(),
        seen.map(known -> CapturedVault.of(known.vault(), assignment, pseudonyms))
            .orElse(List.of()),
        own.stores(),
        seen.map(known -> denied(user, known)).orElse(List.of()));
  }

  private List<Person.Area> denied(User user, Recording seen) {
    List<Person.Area> denied = new ArrayList<>();
    if (seen.isVaultRefused()) {
      denied.add(Person.Area.CREDENTIALS);
      notes.add(unseen("stored credentials", user));
    }
    if (seen.certificates().isRefused()) {
      denied.add(Person.Area.CERTIFICATES);
      notes.add(unseen("certificates", user));
    }
    return denied;
  }

  private static String unseen(String area, User user) {
    return "The " + area + " of " + user.name() + " could not be looked at: the file says so.";
  }

  private Map<String, String> scrubbed(Map<String, String> variables) {
    Map<String, String> scrubbed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    variables.forEach((name, value) -> scrubbed.put(name, pseudonyms.of(value)));
    return scrubbed;
  }
}
