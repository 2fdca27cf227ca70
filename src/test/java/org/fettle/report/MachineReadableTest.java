package org.fettle.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fettle.journal.Entry;
import org.fettle.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class MachineReadableTest {
  @ParameterizedTest
  @ValueSource(strings = {"clean", "messy", "applied", "rolled-back", "recovered", "hostile"})
  void jsonIsReadBackAsTheSameDocument(String name) {
    RunReport run = RunReport.of(sample(name));
    String json = JsonReport.of(run);
    assertThat(Json.mapper().readValue(json, JsonReport.Document.class))
        .isEqualTo(JsonReport.document(run));
    if (!name.equals("hostile")) {
      Golden.assertIs(name + ".golden.json", json);
    }
  }

  @Test
  void aHistoryIsItsRunsAsTheyKnowEachOther() {
    Runs runs = Runs.of(Samples.journal());
    JsonReport.History history =
        Json.mapper().readValue(JsonReport.of(runs), JsonReport.History.class);
    assertThat(history.runs()).isEqualTo(runs.runs().stream().map(JsonReport::document).toList());
    assertThat(history.runs().get(1).findings())
        .flatExtracting(JsonReport.FindingDocument::changes)
        .extracting(change -> change.undoneBy().orElse(""))
        .contains(Samples.ROLLBACK + "/1");
  }

  @Test
  void jsonKeepsHostileTextsWholeAndShowsNothingUnescaped() {
    String json = JsonReport.of(RunReport.of(Samples.hostile()));
    assertThat(json).contains("\\u202E").contains("\\uD800").contains("x".repeat(70_000));
    assertThat(json.chars().filter(letter -> letter != '\n'))
        .noneMatch(letter -> letter < ' ' || letter == 0x202E || letter == 0x2028);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clean", "messy", "applied", "rolled-back", "recovered", "hostile"})
  void csvHasOneRowAFindingAndAsManyCellsInEach(String name) {
    RunReport run = RunReport.of(sample(name));
    String csv = CsvReport.of(run);
    List<List<String>> rows = rows(csv);
    assertThat(rows)
        .hasSize(1 + run.findings().size())
        .allSatisfy(row -> assertThat(row).hasSize(21));
    assertThat(rows).flatExtracting(row -> row).noneMatch(cell -> cell.length() > 32_767);
    if (!name.equals("hostile")) {
      // Git keeps every text with \n; the reader below has seen to \r\n.
      Golden.assertIs(name + ".golden.csv", csv.replace("\r\n", "\n"));
    }
  }

  @Test
  void csvRunsNoFormula() {
    List<List<String>> rows = rows(CsvReport.of(RunReport.of(Samples.hostile())));
    assertThat(rows)
        .flatExtracting(row -> row)
        .noneMatch(cell -> !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0);
    assertThat(rows.get(1)).contains("'=cmd|'/c calc'!A1", "'-1+1", "'@SUM(1)");
    assertThat(rows.get(2)).contains("'+2", "'‹U+0009›=1+1‹U+DC00›");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "a|a",
        "a,b|\"a,b\"",
        "a\"b|\"a\"\"b\"",
        "=1|'=1",
        "+1|'+1",
        "-1|'-1",
        "@x|'@x",
        "＝1|'＝1"
      })
  void aCellIsQuotedAndGuardedWhereItHasToBe(String value, String cell) {
    assertThat(CsvReport.cell(value)).isEqualTo(cell);
  }

  @Test
  void aCellThatBeginsWithAControlCharacterIsGuarded() {
    assertThat(CsvReport.cell("\t=1")).isEqualTo("'‹U+0009›=1");
    assertThat(CsvReport.cell("\r=1")).isEqualTo("'‹U+000D›=1");
    assertThat(CsvReport.cell(" a")).isEqualTo("\" a\"");
    assertThat(CsvReport.cell("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clean", "messy", "applied", "rolled-back", "recovered", "hostile"})
  void junitIsXmlWhoseCountsAreRight(String name) throws Exception {
    String xml = JunitReport.of(RunReport.of(sample(name)));
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
            .getDocumentElement();
    assertCounts(root);
    for (int i = 0; i < root.getElementsByTagName("testsuite").getLength(); i++) {
      assertCounts((Element) root.getElementsByTagName("testsuite").item(i));
    }
    Golden.assertIs(name + ".golden.xml", xml);
  }

  private static void assertCounts(Element suite) {
    assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
    assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
    assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
    assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
  }

  private static String count(Element suite, String name) {
    return Integer.toString(suite.getElementsByTagName(name).getLength());
  }

  private static List<Entry> sample(String name) {
    return switch (name) {
      case "clean" -> Samples.clean();
      case "messy" -> Samples.messy();
      case "applied" -> Samples.applied();
      case "rolled-back" -> Samples.rolledBack();
      case "recovered" -> Samples.recovered();
      case "hostile" -> Samples.hostile();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A reader of RFC 4180, written apart from the writer. */
  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char letter = csv.charAt(i);
      if (quoted) {
        if (letter != '"') {
          cell.append(letter);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (letter == '"') {
        quoted = true;
      } else if (letter == ',' || letter == '\r') {
        row.add(cell.toString());
        cell.setLength(0);
        if (letter == '\r') {
          assertThat(csv.charAt(++i)).isEqualTo('\n');
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        cell.append(letter);
      }
    }
    assertThat(row).isEmpty();
    return rows;
  }
}
