package org.fettle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Path FOLDER = Path.of("policies/schema");

  @Test
  void the_schemas_kept_in_policies_are_those_of_the_code() throws IOException {
    isCurrent("policy.schema.json", Schema.policy());
    isCurrent("assignment.schema.json", Schema.assignment());
  }

  @Test
  void what_is_read_is_valid_for_an_editor_too() throws IOException {
    assertThat(complaints(Schema.policy(), "valid/every-kind.yaml", InputFormat.YAML)).isEmpty();
    assertThat(complaints(Schema.policy(), "valid/a-policy.json", InputFormat.JSON)).isEmpty();
    assertThat(complaints(Schema.assignment(), "valid/an-assignment.yaml", InputFormat.YAML))
        .isEmpty();
  }

  @Test
  void an_editor_sees_what_it_can_of_the_ten_mistakes() throws IOException {
    assertThat(complaints(Schema.policy(), "ten-mistakes.yaml", InputFormat.YAML))
        .anyMatch(complaint -> complaint.contains("verison"))
        .anyMatch(complaint -> complaint.contains("registy-list"))
        .anyMatch(complaint -> complaint.contains("severity"))
        .anyMatch(complaint -> complaint.contains("closed"))
        .anyMatch(complaint -> complaint.contains("key"));
  }

  private static List<String> complaints(String schema, String file, InputFormat format)
      throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema, InputFormat.JSON)
        .validate(Files.readString(Path.of("src/test/resources/policy", file)), format)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static void isCurrent(String name, String schema) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("fettle.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, schema);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "%s is stale: run ./mvnw -q test -Dtest=SchemaTest -Dfettle.update=true and look at the"
                + " difference",
            file)
        .isEqualTo(schema);
  }
}
