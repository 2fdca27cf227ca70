package org.fettle.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.check.Verdict;
import org.fettle.json.Json;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.CheckTemplate;
import org.fettle.policy.Rule;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryListChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.SecretNames;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFile;

/**
 * Makes a machine file of a machine: only what the given policies look at, and nobody's name or
 * secret in it. The policies judge the file as they judge the machine, but for the form of a
 * secret.
 */
public final class Capture {
  private final Pseudonyms pseudonyms;
  private final Assignment assignment;
  private final boolean wide;
  private final Map<RegistryKey, Map<String, RegistryValue>> registry = new LinkedHashMap<>();
  private final List<RegistryKey> denied = new ArrayList<>();
  private final Map<String, String> owned = new TreeMap<>();
  private final List<String> files = new ArrayList<>();

  private Capture(Pseudonyms pseudonyms, Assignment assignment, boolean wide) {
    this.pseudonyms = pseudonyms;
    this.assignment = assignment;
    this.wide = wide;
  }

  /** The machine file of what the assignment's policies look at. */
  public static MachineFile of(Windows machine, Assignment assignment) {
    Recording recording = new Recording(machine);
    List<Finding> findings = new Judge(recording).judge(assignment, Progress.NONE);
    findings.forEach(finding -> askForOwners(finding, recording));
    List<User> users = machine.users().visible();
    String name = machine.facts().name();
    Pseudonyms pseudonyms =
        new Pseudonyms(
            name,
            Pseudonyms.like(name, assignment.forMachines().name()),
            users,
            demanded(assignment));
    return new Capture(pseudonyms, assignment, !machine.facts().architecture().equals("x86"))
        .file(machine, recording, users, programs(assignment));
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

  private MachineFile file(
      Windows machine, Recording recording, List<User> users, Set<String> programs) {
    take(recording, Optional.empty());
    List<MachineFile.Person> people = new ArrayList<>();
    for (User user : users) {
      Optional<Recording> seen = Optional.ofNullable(recording.perUser().get(user.sid()));
      seen.ifPresent(known -> take(known, Optional.of(user)));
      people.add(person(user, seen, machine.users().self()));
    }
    MachineFacts facts = machine.facts();
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
        registry,
        denied,
        owned,
        files,
        Map.of(),
        Map.of(),
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

  private MachineFile.Person person(User user, Optional<Recording> seen, Optional<User> self) {
    boolean isLoaded = seen.isPresent() || user.session().isPresent();
    return new MachineFile.Person(
        pseudonyms.of(user.sid()),
        Optional.of(pseudonyms.ofAccount(user)),
        Optional.of(user.session()),
        Optional.of(self.map(User::sid).equals(Optional.of(user.sid()))),
        seen.map(recording -> scrubbed(recording.variables())).orElse(Map.of()),
        isLoaded ? Optional.of(Map.of()) : Optional.empty(),
        seen.map(recording -> CapturedVault.of(recording.vault(), assignment, pseudonyms))
            .orElse(List.of()),
        Map.of());
  }

  private void take(Recording recording, Optional<User> user) {
    Optional<String> sid = user.map(User::sid).map(pseudonyms::of);
    recording
        .keys()
        .forEach((key, values) ->
            registry
                .computeIfAbsent(
                    MachineFile.addressOf(scrubbed(key), sid, wide),
                    any -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
                .putAll(scrubbed(key, values)));
    recording.denied().forEach(key -> denied.add(MachineFile.addressOf(scrubbed(key), sid, wide)));
    recording
        .owned()
        .forEach((value, owner) ->
            owned.put(
                Changes.valueName(
                    MachineFile.addressOf(scrubbed(value.key()), sid, wide),
                    pseudonyms.of(value.name())),
                owner));
    recording.foundFiles().stream()
        .map(pseudonyms::of)
        .filter(MachineFile::canName)
        .forEach(files::add);
  }

  private RegistryKey scrubbed(RegistryKey key) {
    return new RegistryKey(key.hive(), pseudonyms.of(key.path()), key.view());
  }

  private Map<String, String> scrubbed(Map<String, String> variables) {
    Map<String, String> scrubbed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    variables.forEach((name, value) -> scrubbed.put(name, pseudonyms.of(value)));
    return scrubbed;
  }

  private Map<String, RegistryValue> scrubbed(RegistryKey key, Map<String, RegistryValue> values) {
    Map<String, RegistryValue> scrubbed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach((name, value) ->
        scrubbed.put(
            pseudonyms.of(name),
            SecretNames.isSecret(key, name, value)
                ? Pseudonyms.ofSecret(value)
                : name.equalsIgnoreCase("MachineGuid")
                    ? Pseudonyms.ofMachineId(value)
                    : pseudonyms.of(value)));
    return scrubbed;
  }
}
