package org.fettle.wine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The tables of an installation package, as {@code msiinfo} reads them. */
final class MsiTables {
  /** Never another one: it is what makes a package an upgrade. */
  static final String UPGRADE_CODE = "5B3CFE31-8E0B-4C1F-9C0E-6D1F5C0B7A11";

  private final Path msi;
  private final Map<String, List<Row>> read = new HashMap<>();

  MsiTables(Path msi) {
    this.msi = msi;
  }

  /** A row; what is empty is an empty text. */
  record Row(Map<String, String> values) {
    String get(String column) {
      assertThat(values).containsKey(column);
      return values.get(column);
    }

    int number(String column) {
      return Integer.parseInt(get(column));
    }
  }

  /** All rows of a table, which has to be there. */
  List<Row> rows(String table) throws IOException, InterruptedException {
    List<Row> rows = read.get(table);
    if (rows == null) {
      List<String> lines = run("msiinfo", "export", msi.toString(), table);
      String[] columns = lines.getFirst().split("\t", -1);
      rows =
          lines.stream()
              .skip(3)
              .filter(line -> !line.isEmpty())
              .map(line -> row(columns, line.split("\t", -1)))
              .toList();
      read.put(table, rows);
    }
    return rows;
  }

  /** The one row whose first column has this value. */
  Row row(String table, String key) throws IOException, InterruptedException {
    List<Row> found =
        rows(table).stream()
            .filter(row -> row.values().values().iterator().next().equals(key))
            .toList();
    assertThat(found).as(table + " " + key).hasSize(1);
    return found.getFirst();
  }

  /** The first column of all rows. */
  List<String> keys(String table) throws IOException, InterruptedException {
    return rows(table).stream().map(row -> row.values().values().iterator().next()).toList();
  }

  /** The text that a registry value is made from. */
  String registry(String key, String name) throws IOException, InterruptedException {
    List<String> values =
        rows("Registry").stream()
            .filter(row -> row.get("Key").equals(key) && row.get("Name").equals(name))
            .map(row -> row.get("Value"))
            .toList();
    assertThat(values).as(key + " " + name).hasSize(1);
    return values.getFirst();
  }

  /** Where in an installation this action stands. */
  int sequence(String action) {
    try {
      return row("InstallExecuteSequence", action).number("Sequence");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What follows from a name by RFC 4122, version 5, in the namespace of the upgrade code. */
  static String guid(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      UUID space = UUID.fromString(UPGRADE_CODE);
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(space.getMostSignificantBits())
              .putLong(space.getLeastSignificantBits())
              .array());
      byte[] hash = sha1.digest(name.getBytes(UTF_8));
      hash[6] = (byte) ((hash[6] & 0x0F) | 0x50);
      hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
      ByteBuffer half = ByteBuffer.wrap(hash);
      return new UUID(half.getLong(), half.getLong()).toString().toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The names of the tables. */
  List<String> names() throws IOException, InterruptedException {
    return run("msiinfo", "tables", msi.toString());
  }

  /** What a program of Linux prints; it must not fail. */
  static List<String> run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  private static Row row(String[] columns, String[] values) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      row.put(columns[i], values[i]);
    }
    return new Row(row);
  }
}
