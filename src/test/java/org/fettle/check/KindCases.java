package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.json.Json;
import org.fettle.windows.memory.MachineFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file of cases of one kind: its reference page, its test fixture and its contract with the
 * real Windows, all at once.
 *
 * @param kind its name in a policy, which is the file's
 * @param about what the kind demands and what its fix does, for the reference page
 * @param check the check that is judged unless a case brings its own
 */
public record KindCases(String kind, String about, Check check, List<KindCase> cases) {
  /** Where the files lie, below the project's folder. */
  public static final Path FOLDER = Path.of("src", "test", "resources", "kinds");

  /** The file as it is written. */
  record File(String about, Check check, List<Case> cases) {}

  /**
   * A case as it is written.
   *
   * @param user whether it is judged for the user that runs the agent; where nothing is said, it is
   *     when the check names {@code HKCU}
   * @param expected the text of a failure's demand
   * @param actual the text of what was found, the reason or the problem
   * @param fixed the machine after the fix: each area it names, such as {@code registry} or {@code
   *     users}, whole; what it does not name is as before
   * @param wine why Wine cannot run the case
   */
  record Case(
      String name,
      JsonNode machine,
      Optional<Check> check,
      Optional<Boolean> user,
      KindCase.Answer verdict,
      Optional<String> expected,
      Optional<String> actual,
      Optional<JsonNode> fixed,
      Optional<String> wine) {}

  /** All kinds that have a file, by name. */
  public static List<KindCases> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(KindCases::read).sorted(Comparator.comparing(KindCases::kind)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KindCases read(Path path) {
    String kind = path.getFileName().toString().replace(".yaml", "");
    try {
      File file = Json.yaml().readValue(Files.readString(path), File.class);
      return new KindCases(
          kind,
          file.about(),
          file.check(),
          file.cases().stream().map(written -> kindCase(kind, file.check(), written)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new IllegalStateException(path + ": " + e.getMessage(), e);
    }
  }

  private static KindCase kindCase(String kind, Check usual, Case written) {
    Check check = written.check().orElse(usual);
    return new KindCase(
        kind,
        written.name(),
        check,
        written.user().orElseGet(() -> Json.mapper().writeValueAsString(check).contains("\"HKCU")),
        machine(written.machine()),
        written.verdict(),
        written.expected(),
        written.actual(),
        written.fixed().map(fixed -> machine(after(written.machine(), fixed))),
        written.wine());
  }

  private static JsonNode after(JsonNode machine, JsonNode fixed) {
    ObjectNode after = (ObjectNode) machine.deepCopy();
    assertThat(fixed.isEmpty()).as("'fixed' says nothing").isFalse();
    fixed.properties().forEach(area -> after.set(area.getKey(), area.getValue()));
    return after;
  }

  private static MachineFile machine(JsonNode written) {
    return Json.yaml().treeToValue(written, MachineFile.class);
  }
}
