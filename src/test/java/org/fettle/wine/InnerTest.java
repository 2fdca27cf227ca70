package org.fettle.wine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A test that ran in the Windows JVM, as JUnit's XML report tells.
 *
 * @param suite its class, as it is shown
 * @param name what else is shown: the method, the case
 * @param failure why it failed, with the stack trace
 * @param skipped why it was not run
 */
record InnerTest(String suite, String name, Optional<String> failure, Optional<String> skipped) {
  private static final String DISPLAY_NAME = "display-name: ";

  /** Every test of a report. */
  static List<InnerTest> read(Path report) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      NodeList cases =
          factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("testcase");
      List<InnerTest> tests = new ArrayList<>();
      for (int i = 0; i < cases.getLength(); i++) {
        tests.add(of((Element) cases.item(i)));
      }
      return tests;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("Not a JUnit report: " + report, e);
    }
  }

  private static InnerTest of(Element testcase) {
    // JUnit Jupiter > class > method or container > …
    String[] shown = displayName(testcase).orElse("").split(" > ", 3);
    boolean isWhole = shown.length == 3;
    return new InnerTest(
        isWhole ? shown[1] : testcase.getAttribute("classname"),
        (isWhole ? shown[2] : testcase.getAttribute("name")).replace("()", ""),
        text(testcase, "failure").or(() -> text(testcase, "error")),
        text(testcase, "skipped"));
  }

  private static Optional<String> displayName(Element testcase) {
    return text(testcase, "system-out").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(DISPLAY_NAME))
        .map(line -> line.substring(DISPLAY_NAME.length()))
        .findFirst();
  }

  private static Optional<String> text(Element testcase, String tag) {
    NodeList found = testcase.getElementsByTagName(tag);
    return found.getLength() == 0
        ? Optional.empty()
        : Optional.of(found.item(0).getTextContent().strip());
  }
}
