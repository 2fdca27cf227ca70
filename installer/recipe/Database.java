import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The database that a package is, by the programs of msitools. */
final class Database {
  private static final int QUERIES_AT_ONCE = 100;
  private static final DateTimeFormatter SUMMARY_TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

  private final Path msi;
  private final List<String> queries = new ArrayList<>();

  Database(Path msi) {
    this.msi = msi;
  }

  /** A file beside it, for what is to go into it. */
  Path beside(String name) {
    return msi.resolveSibling(name);
  }

  /** The rows of a table, as they were before anything was written. */
  List<List<String>> rows(String table) throws IOException, InterruptedException {
    return run(List.of("msiinfo", "export", msi.toString(), table))
        .lines()
        .skip(3)
        .filter(line -> !line.isEmpty())
        .map(line -> Arrays.asList(line.split("\t", -1)))
        .toList();
  }

  /** Notes a statement, made of a pattern and its values. */
  void query(String text, Object... values) {
    queries.add(values.length == 0 ? text : text.formatted(values));
  }

  /** Carries out what was noted. */
  void write() throws IOException, InterruptedException {
    for (int from = 0; from < queries.size(); from += QUERIES_AT_ONCE) {
      List<String> command = new ArrayList<>(List.of("msibuild", msi.toString()));
      queries
          .subList(from, Math.min(from + QUERIES_AT_ONCE, queries.size()))
          .forEach(query -> command.addAll(List.of("-q", query)));
      run(command);
    }
  }

  /** Puts a file in, as a stream of that name. */
  void stream(String name, Path file) throws IOException, InterruptedException {
    run(List.of("msibuild", msi.toString(), "-a", name, file.toString()));
  }

  /** Gives it that time, and the package code that each different package needs. */
  void summary(LocalDateTime time)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    Path table = beside("_SummaryInformation.idt");
    summary(table, time, "00000000-0000-0000-0000-000000000000");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(msi));
    summary(table, time, Guid.of("package " + HexFormat.of().formatHex(hash)));
  }

  private void summary(Path table, LocalDateTime time, String code)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (String line :
        run(List.of("msiinfo", "export", msi.toString(), "_SummaryInformation")).split("\r?\n")) {
      // 9: package code, 12 and 13: when it was made and saved last
      String value =
          switch (line.split("\t", -1)[0]) {
            case "9" -> "9\t{" + code + "}";
            case "12" -> "12\t" + SUMMARY_TIME.format(time);
            case "13" -> "13\t" + SUMMARY_TIME.format(time);
            default -> line;
          };
      text.append(value).append("\r\n");
    }
    Files.writeString(table, text);
    run(List.of("msibuild", msi.toString(), "-i", table.toString()));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || !command.contains("export") && !said.isBlank()) {
      throw new IOException(
          command.getFirst() + " ended with " + process.exitValue() + ": " + said);
    }
    return said;
  }
}
