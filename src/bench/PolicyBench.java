import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.fettle.policy.PolicyFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads and validates a policy of 3,000 rules, in turn with what Jackson alone needs to make a tree of the same file. */
final class PolicyBench {
  private static final int RULES = 3_000;

  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("bench", ".yaml");
    StringBuilder text =
        new StringBuilder("policy: bench\nversion: 1.0.0\ntitle: Bench\nrules:\n");
    for (int rule = 0; rule < RULES; rule++) {
      text.append(
          """
            - id: rule-%d
              title: The client trusts the organisation's sign-in servers, number %d
              why: Without it the first sign-in asks whether the server can be trusted.
              sources: [KB2531068, KB2833618]
              category: client
              severity: medium
              for: machine
              check:
                registry-list:
                  key: HKLM\\SOFTWARE\\Policies\\Microsoft\\Office\\16.0\\Lync\\%d
                  name: TrustModelData
                  contains: [contoso.com, fabrikam.com]
                  at-least: [lync.com, outlook.com]
              disruption: restarts-client
              closed: [lync.exe]
              advice: Ask the service desk.
          """
              .formatted(rule, rule, rule));
    }
    Files.writeString(file, text);
    YAMLMapper jackson = new YAMLMapper();
    int rounds = 40;
    double[] ratios = new double[rounds];
    for (int round = -20; round < rounds; round++) {
      long start = System.nanoTime();
      JsonNode tree = jackson.readTree(Files.readAllBytes(file));
      long middle = System.nanoTime();
      int rules = PolicyFiles.readPolicy(file, Map.of()).rules().size();
      long end = System.nanoTime();
      if (rules != RULES || tree.get("rules").size() != RULES) {
        throw new IllegalStateException("not all rules were read");
      }
      if (round >= 0) {
        ratios[round] = (double) (end - middle) / (middle - start);
      }
    }
    Arrays.sort(ratios);
    System.out.printf(
        "reading and validating %d rules / Jackson's tree of the same file: %.2f (median of %d)%n",
        RULES, ratios[rounds / 2], rounds);
  }
}
