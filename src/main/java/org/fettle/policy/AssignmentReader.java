package org.fettle.policy;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.json.Node;
import org.fettle.json.Place;

/**
 * Makes an assignment of its file and the files of its policies, and tells every mistake in them.
 */
final class AssignmentReader {
  /** A hostile pair of files shall not be read over and over. */
  private static final int MOST_VALUES_TRIED = 50;

  private final SourceFile file;
  private final PolicySource policySource;
  private final Mistakes mistakes;
  private final List<Mistake> inPolicies = new ArrayList<>();
  private final Map<String, Map<String, Parameter>> parametersGiven = new HashMap<>();
  private final StringBuilder digests = new StringBuilder();

  AssignmentReader(SourceFile file, PolicySource policySource) {
    this.file = file;
    this.policySource = policySource;
    this.mistakes = new Mistakes(file.name());
  }

  /** The assignment of this file. */
  ReadAssignment read() throws PolicyException {
    if (!(file.root() instanceof Node.Fields root) || root.field("assignment").isEmpty()) {
      mistakes.add(file.root().place(), "This is no assignment: it has no key 'assignment'.");
      throw new PolicyException(mistakes.inOrder());
    }
    Assignment assignment = read(root);
    return new ReadAssignment(file.name(), root, assignment, Map.copyOf(parametersGiven));
  }

  /** The assignment with its policies, filled in. */
  Assignment read(Node.Fields root) throws PolicyException {
    Optional<AssignmentFile> said =
        new Binder(mistakes, Scope.PLAIN).bind(root, AssignmentFile.class);
    digests.append(file.digest());
    Set<String> seen = new HashSet<>();
    List<Optional<Policy>> policies = new ArrayList<>();
    if (root.field("policies").map(Node.Field::value).orElse(null) instanceof Node.Items items) {
      for (Node item : items.items()) {
        policies.add(item instanceof Node.Fields fields ? policy(fields, seen) : Optional.empty());
      }
    }
    List<Mistake> all = new ArrayList<>(mistakes.inOrder());
    all.addAll(inPolicies);
    if (said.isEmpty() || !all.isEmpty()) {
      throw new PolicyException(all);
    }
    return assignment(said.get(), policies.stream().flatMap(Optional::stream).toList());
  }

  private Optional<Policy> policy(Node.Fields assigned, Set<String> seen) {
    if (!(assigned.field("policy").map(Node.Field::value).orElse(null) instanceof Node.Scalar id)
        || !Id.isId(id.text())) {
      return Optional.empty();
    }
    if (!seen.add(id.text())) {
      mistakes.add(
          id.place(),
          "The policy " + Mistakes.quoted(id.text()) + " is assigned twice; keep one of them.");
      return Optional.empty();
    }
    try {
      Optional<SourceFile> found = policySource.policy(id.text());
      if (found.isEmpty()) {
        mistakes.add(id.place(), missing(id.text()));
        return Optional.empty();
      }
      return policy(assigned, id, found.get());
    } catch (PolicyException e) {
      inPolicies.addAll(e.mistakes());
      return Optional.empty();
    }
  }

  private Optional<Policy> policy(Node.Fields assigned, Node.Scalar id, SourceFile source) {
    digests.append(source.digest());
    Mistakes found = new Mistakes(source.name());
    if (!(source.root() instanceof Node.Fields root) || root.field("policy").isEmpty()) {
      found.add(source.root().place(), "This is no policy: it has no key 'policy'.");
      inPolicies.addAll(found.inOrder());
      return Optional.empty();
    }
    if (root.field("policy").get().value() instanceof Node.Scalar name
        && Id.isId(name.text())
        && !name.text().equals(id.text())) {
      found.add(
          name.place(),
          "This policy is called "
              + Mistakes.quoted(name.text())
              + ", but its file is named "
              + Mistakes.quoted(id.text())
              + "; they must be the same.");
    }
    Parameters.samples(root, found);
    Optional<Node> values = assigned.field("parameters").map(Node.Field::value);
    Place at = assigned.field("parameters").map(Node.Field::place).orElse(id.place());
    Map<String, Parameter> parameters = Parameters.given(root, values, at, mistakes);
    parametersGiven.put(id.text(), Map.copyOf(parameters));
    Mistakes filled = new Mistakes(source.name());
    Optional<Policy> policy = new PolicyReader(source, filled, parameters).read(root);
    if (filled.isEmpty() || !isToldAtValues(source, root, values.orElse(assigned), parameters)) {
      found.addAll(filled);
    }
    inPolicies.addAll(found.inOrder());
    tellUnknownFixes(assigned, id.text(), root);
    policy.ifPresent(read -> tellFixesInVain(assigned, read));
    return policy;
  }

  /**
   * Tells once, where it stands, each value that the policy cannot take, although the policy is in
   * order with values of its own choice. Each is tried alone; what only several bring about
   * together is not told.
   */
  private boolean isToldAtValues(
      SourceFile policy, Node.Fields root, Node values, Map<String, Parameter> parameters) {
    Map<String, Parameter> samples = Parameters.samples(root, new Mistakes(""));
    if (!(values instanceof Node.Fields given)
        || given.fields().size() > MOST_VALUES_TRIED
        || firstMistake(policy, root, samples).isPresent()) {
      return false;
    }
    boolean isTold = false;
    for (Node.Field field : given.fields()) {
      Parameter value = parameters.get(field.name());
      if (value != null) {
        Map<String, Parameter> tried = new HashMap<>(samples);
        tried.put(field.name(), value);
        Optional<Mistake> mistake = firstMistake(policy, root, tried);
        mistake.ifPresent(one ->
            mistakes.add(
                field.value().place(),
                "This cannot be '"
                    + field.name()
                    + "', by "
                    + one.file()
                    + ":"
                    + one.line()
                    + ": "
                    + one.message()));
        isTold |= mistake.isPresent();
      }
    }
    return isTold;
  }

  private static Optional<Mistake> firstMistake(
      SourceFile policy, Node.Fields root, Map<String, Parameter> parameters) {
    Mistakes found = new Mistakes(policy.name());
    new PolicyReader(policy, found, parameters).read(root);
    return found.inOrder().stream().findFirst();
  }

  /** The words of {@code fix}, each with the place where it stands. */
  private static List<Node.Field> fixes(Node.Fields assigned) {
    return assigned.field("fix").map(Node.Field::value).orElse(null) instanceof Node.Fields fixes
        ? fixes.fields()
        : List.of();
  }

  private void tellUnknownFixes(Node.Fields assigned, String policy, Node.Fields root) {
    if (root.field("rules").map(Node.Field::value).orElse(null) instanceof Node.Items rules) {
      Set<String> known = PolicyReader.ids(rules.items()).keySet();
      for (Node.Field fix : fixes(assigned)) {
        if (!known.contains(fix.name())) {
          mistakes.add(
              fix.place(),
              "The policy '"
                  + policy
                  + "' has no rule "
                  + Mistakes.quoted(fix.name())
                  + mistakes.didYouMean(fix.name(), known));
        }
      }
    }
  }

  /** Tells of each fix that is opted into and never made. */
  private void tellFixesInVain(Node.Fields assigned, Policy policy) {
    for (Node.Field fix : fixes(assigned)) {
      policy.rules().stream()
          .filter(rule -> rule.id().equals(fix.name()))
          .findFirst()
          .ifPresent(rule -> tellFixInVain(fix.place(), rule));
    }
  }

  private void tellFixInVain(Place place, Rule rule) {
    if (rule.reportOnly()) {
      mistakes.add(
          place, "The rule '" + rule.id() + "' only reports: there is no fix to opt into.");
    }
    MergedClasses.written(rule.check())
        .ifPresent(key ->
            mistakes.add(
                place,
                "The fix of '"
                    + rule.id()
                    + "' would write "
                    + key
                    + ", where nothing is ever written; the policy has to name"
                    + " HKLM\\SOFTWARE\\Classes or HKCU\\Software\\Classes."));
  }

  private String missing(String id) {
    return "There is no policy "
        + Mistakes.quoted(id)
        + mistakes.didYouMean(id, policySource.policies())
        + " Looked for "
        + id
        + ".yaml, .yml and .json in "
        + Mistakes.listed(policySource.places(), "and")
        + ".";
  }

  private Assignment assignment(AssignmentFile said, List<Policy> policies) {
    List<Assignment.Assigned> assigned = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      AssignmentFile.AssignedPolicyFile item = said.policies().get(i);
      assigned.add(
          new Assignment.Assigned(
              policies.get(i),
              Map.copyOf(item.fix()),
              Set.copyOf(item.accept()),
              Set.copyOf(item.irreversible())));
    }
    return new Assignment(
        said.assignment().text(),
        said.forMachines()
            .map(targets -> new Assignment.Targets(targets.name(), targets.domain()))
            .orElse(new Assignment.Targets(List.of(), List.of())),
        List.copyOf(assigned),
        said.schedule().map(AssignmentFile.ScheduleFile::schedule),
        said.window()
            .map(window ->
                new Assignment.Window(
                    window.days().isEmpty() ? EnumSet.allOf(DayOfWeek.class) : window.days(),
                    window.from(),
                    window.to())),
        said.ring().map(ring -> new Assignment.Ring(ring.percent(), ring.salt().orElse(""))),
        said.budget().map(AssignmentReader::budget).orElse(Assignment.Budget.DEFAULT),
        said.quarantine().map(AssignmentFile.QuarantineFile::keep),
        SourceFile.sha256(digests.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  private static Assignment.Budget budget(AssignmentFile.BudgetFile budget) {
    return new Assignment.Budget(
        budget.changesPerDay().orElse(Assignment.Budget.DEFAULT.changesPerDay()),
        budget.attemptsPerRule().orElse(Assignment.Budget.DEFAULT.attemptsPerRule()));
  }
}
