package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.rule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.engine.Engine.Completed;
import org.fettle.journal.Event;
import org.fettle.policy.Assignment;
import org.fettle.windows.User;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three people on one machine, at the screen, behind the lock screen and away, each with the same
 * trouble in hive, vault, store and files.
 */
class ManyUsersTest {
  private static final String EXPIRED =
      "-----BEGIN CERTIFICATE----- MIIBJzCBzqADAgECAgERMAoGCCqGSM49BAMCMCAxHjAcBgNVBAMMFUNvbW11bmlj"
          + "YXRpb25zIFNlcnZlcjAeFw0xOTAxMDEwMDAwMDBaFw0yMDAxMDEwMDAwMDBaMBsxGTAXBgNVBAMMEGFubmFAY29u"
          + "dG9zby5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQmU+dIJ1rrfxC07nOCb9UH7oIdH4P2MH3pnNr2fJg1"
          + "DTYMIvJ37K0qPhl6yo/KTLxTacAuLq6BXrwQx7EELIjbMAoGCCqGSM49BAMCA0gAMEUCICdTvbtZBIybIUd/1T6Z"
          + "+7oj3ARYsu+QIJh1RfBlMNK6AiEAkd40k0fVOued9QxB3SiyGi54V4bMOARCLxeXWDBkZkU="
          + " -----END CERTIFICATE-----";

  private static final List<String> RULES = List.of("hive", "vault", "store", "files");

  private static final String EACH_USER =
      rule(
              "hive",
              "registry-value: { key: 'HKCU\\Software\\Contoso', name: Mode, value: { dword: 1 } }",
              "for: each-user")
          + rule(
              "vault",
              "credential-absent: { targets: ['Microsoft_OC1:uri=*'] }",
              "for: each-user",
              "disruption: signs-out")
          + rule(
              "store",
              "certificate-absent: { store: 'CurrentUser\\My', issuer: 'CN=Communications Server',"
                  + " state: [expired] }",
              "for: each-user")
          + rule(
              "files", "folder-absent: { path: '%LOCALAPPDATA%\\Lync\\sip_*' }", "for: each-user");

  @TempDir Path folder;

  /** In which view each change was made. */
  private final List<String> madeFor = new ArrayList<>();

  private static String person(String name, int id, String session, boolean broken) {
    return """
    - sid: S-1-5-21-1-2-3-%1$d
      name: 'C\\%2$s'
      session: %3$s
      environment: { LOCALAPPDATA: 'C:\\Users\\%2$s\\AppData\\Local' }
      registry: { 'Software\\Contoso': { Mode: { dword: %4$d } } }
    """
            .formatted(id, name, session, broken ? 7 : 1)
        + (broken
            ? """
              credentials: [ { target: 'Microsoft_OC1:uri=%s', account: a@contoso.com } ]
              certificates: { My: [ { pem: '%s', private-key: true } ] }
            """
                .formatted(name, EXPIRED)
            : "");
  }

  private TestBed bed(String... broken) {
    List<String> troubled = List.of(broken);
    String users =
        person("anna", 1001, "active", troubled.contains("anna"))
            + person("bo", 1002, "locked", troubled.contains("bo"))
            + person("cai", 1003, "none", troubled.contains("cai"));
    String disk =
        troubled.stream()
            .map(name ->
                "  'C:\\Users\\%s\\AppData\\Local\\Lync\\sip_a\\x.cache': { text: old }\n"
                    .formatted(name))
            .collect(Collectors.joining());
    TestBed bed =
        new TestBed(
            folder, "machine: { name: LAP-1 }\nusers:\n" + users.indent(2) + "disk:\n" + disk);
    bed.seen =
        machine ->
            new Unreliable(
                machine,
                (view, change) -> {
                  madeFor.add(view.user().map(User::name).orElse("the machine"));
                  view.apply(change);
                });
    return bed;
  }

  private static Assignment assignment(TestBed bed) {
    return bed.assignment(
        EACH_USER,
        policies(
            automatic(RULES.toArray(String[]::new))
                + "accept: [signs-out]\nirreversible: [vault]\n"));
  }

  private static List<String> outcomes(Completed completed) {
    return completed.results().stream()
        .map(result ->
            result.finding().rule().id()
                + ' '
                + result.finding().user().orElseThrow().name()
                + ' '
                + result.outcome())
        .toList();
  }

  /** All that is a person's: hive, vault and stores, and their files. */
  private record Side(Person person, List<String> files) {}

  private static Side side(TestBed bed, String name) {
    MachineFile machine = bed.machine.snapshot();
    Person person =
        machine.users().orElseThrow().stream()
            .filter(each -> each.name().equals(Optional.of("C\\" + name)))
            .findFirst()
            .orElseThrow();
    return new Side(
        person,
        machine.disk().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("C:\\Users\\" + name))
            .map(Object::toString)
            .toList());
  }

  @Test
  void eachHasFindingsOfTheirOwnAndWhoIsAwayIsLeftInPeace() {
    TestBed bed = bed("anna", "bo", "cai");
    Side away = side(bed, "cai");

    Completed completed = bed.apply(assignment(bed));

    assertThat(outcomes(completed))
        .containsExactlyInAnyOrderElementsOf(
            RULES.stream()
                .flatMap(rule ->
                    Stream.of("anna FIXED", "bo FIXED", "cai DEFERRED")
                        .map(who -> rule + " C\\" + who))
                .toList());
    assertThat(side(bed, "cai")).isEqualTo(away);
    assertThat(madeFor).containsOnly("C\\anna", "C\\bo");
    assertThat(outcomes(bed.apply(assignment(bed))))
        .as("a second time")
        .contains("vault C\\anna COMPLIANT", "store C\\bo COMPLIANT", "files C\\cai DEFERRED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna", "bo"})
  void theFixOfOneNeverTouchesAnother(String name) {
    TestBed bed = bed(name, "cai");
    List<String> others =
        Stream.of("anna", "bo", "cai").filter(other -> !other.equals(name)).toList();
    List<Side> before = others.stream().map(other -> side(bed, other)).toList();
    Side broken = side(bed, name);

    Completed completed = bed.apply(assignment(bed));

    assertThat(outcomes(completed))
        .containsAll(RULES.stream().map(rule -> rule + " C\\" + name + " FIXED").toList());
    assertThat(madeFor).hasSize(4).containsOnly("C\\" + name);
    assertThat(bed.entries())
        .filteredOn(entry -> entry.event() instanceof Event.Intended)
        .hasSize(4)
        .allMatch(entry ->
            ((Event.Intended) entry.event()).about().subject().name().equals("C\\" + name));
    assertThat(others.stream().map(other -> side(bed, other)).toList()).isEqualTo(before);
    Side fixed = side(bed, name);
    assertThat(fixed.person().credentials()).isEmpty();
    assertThat(fixed.person().certificates()).isEmpty();
    assertThat(fixed.person().registry()).isNotEqualTo(broken.person().registry());
    assertThat(fixed.files()).isNotEqualTo(broken.files());
  }

  @Test
  void aRollbackBringsEachTheirOwnBackButTheCredentials() {
    TestBed bed = bed("anna", "bo", "cai");
    List<Side> before = Stream.of("anna", "bo", "cai").map(name -> side(bed, name)).toList();
    bed.apply(assignment(bed));

    List<Rollback.Taken> taken = bed.rollback();

    assertThat(taken)
        .hasSize(6)
        .allMatch(one -> one.problem().isEmpty())
        .noneMatch(one -> one.recorded().about().rule().equals("vault"));
    for (Side was : before) {
      Side is = side(bed, was.person().name().orElseThrow().substring(2));
      assertThat(is.person().certificates()).isEqualTo(was.person().certificates());
      assertThat(is.person().registry()).isEqualTo(was.person().registry());
      assertThat(is.files()).isEqualTo(was.files());
      assertThat(is.person().credentials())
          .hasSize(was.person().session().equals(Optional.of(User.Session.NONE)) ? 1 : 0);
    }
  }
}
