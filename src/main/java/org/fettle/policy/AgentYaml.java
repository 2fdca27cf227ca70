package org.fettle.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fettle.json.About;
import org.fettle.json.Node;
import org.fettle.json.Place;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.AssignmentFile.ScheduleFile;

/**
 * The file {@code agent.yaml} of an endpoint, as far as its form goes: what it says, where it says
 * so, and every mistake of form in it. What a mistake leaves open is absent.
 *
 * @param policyKeys the texts of all keys, each in a line of its own
 */
public record AgentYaml(
    Optional<Said<String>> policyUrl,
    Optional<Said<String>> policyFolder,
    Optional<Said<String>> policyKeys,
    Optional<Said<Duration>> policyRefresh,
    Optional<Said<Schedule>> schedule,
    Optional<Said<Duration>> journalKeep,
    List<Mistake> mistakes) {
  /** The largest such file that is read, in bytes. */
  public static final int LARGEST = 64 * 1024;

  private static final Pattern NOTHING_SAID = Pattern.compile("\uFEFF?(\\s|#[^\\n]*(\\n|$))*+");

  /** A value and where it stands. */
  public record Said<T>(T value, Place place) {}

  @About("What is set on an endpoint.")
  private record EndpointFile(
      @About("Where the signed bundle of policies is fetched from.") Optional<String> policyUrl,
      @About("The folder that holds it, or the bundle itself.") Optional<String> policyFolder,
      @About("The public keys whose signature is believed.") Optional<Node> policyKeys,
      @About("How often an address or a server is asked.") Optional<Duration> policyRefresh,
      @About("When the machine is judged where its assignment does not say.")
          Optional<ScheduleFile> schedule,
      @About("How long records of the journal are kept; older months go.")
          Optional<Duration> journalKeep) {}

  /**
   * Reads the bytes of the file; one that holds comments alone says nothing, and is no mistake.
   *
   * @param name as mistakes are to name it
   */
  public static AgentYaml read(String name, byte[] bytes) {
    if (NOTHING_SAID.matcher(new String(bytes, UTF_8)).matches()) {
      return of(List.of());
    }
    try {
      SourceFile file = SourceFile.of(name, bytes);
      return of(file, new Mistakes(name));
    } catch (PolicyException e) {
      return of(e.mistakes());
    }
  }

  private static AgentYaml of(List<Mistake> mistakes) {
    return new AgentYaml(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        mistakes);
  }

  private static AgentYaml of(SourceFile file, Mistakes mistakes) {
    new Binder(mistakes, Scope.PLAIN).bind(file.root(), EndpointFile.class);
    return new AgentYaml(
        value(file, "policy-url", String.class),
        value(file, "policy-folder", String.class),
        node(file, "policy-keys").flatMap(keys -> keys(keys, mistakes)),
        value(file, "policy-refresh", Duration.class),
        value(file, "schedule", ScheduleFile.class)
            .map(said -> new Said<>(said.value().schedule(), said.place())),
        value(file, "journal-keep", Duration.class),
        mistakes.inOrder());
  }

  private static Optional<Node> node(SourceFile file, String word) {
    return file.root() instanceof Node.Fields root
        ? root.field(word).map(Node.Field::value)
        : Optional.empty();
  }

  // Each anew, so that a mistake in one does not hide what is wrong with another; its mistakes of
  // form were told when the whole was bound.
  private static <T> Optional<Said<T>> value(SourceFile file, String word, Class<T> type) {
    return node(file, word)
        .flatMap(node ->
            new Binder(new Mistakes(""), Scope.PLAIN)
                .bind(node, type)
                .map(value -> new Said<>(value, node.place())));
  }

  private static Optional<Said<String>> keys(Node node, Mistakes mistakes) {
    List<String> texts = new ArrayList<>();
    for (Node item : node instanceof Node.Items items ? items.items() : List.of(node)) {
      if (!(item instanceof Node.Scalar scalar) || scalar.kind() != Node.Kind.TEXT) {
        mistakes.add(
            item.place(),
            "Expected a public key such as 'fettle policy keygen' writes it, but found "
                + Mistakes.named(item)
                + ".");
        return Optional.empty();
      }
      texts.add(scalar.text());
    }
    return Optional.of(new Said<>(String.join("\n", texts), node.place()));
  }
}
