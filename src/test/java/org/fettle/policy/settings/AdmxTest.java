package org.fettle.policy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fettle.windows.RegistryKey;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The administrative template and its words fit each other, and what the agent reads. */
class AdmxTest {
  private static final String NAMESPACE =
      "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";

  /** Which control shows which element ("Group Policy ADMX Syntax Reference Guide", Microsoft). */
  private static final Map<String, String> CONTROLS =
      Map.of(
          "text", "textBox",
          "multiText", "multiTextBox",
          "decimal", "decimalTextBox",
          "boolean", "checkBox");

  private final Document admx;
  private final Document adml;

  AdmxTest() throws Exception {
    admx = parsed("agent/admx/Fettle.admx");
    adml = parsed("agent/admx/en-US/Fettle.adml");
  }

  @Test
  void bothAreOfTheNamespaceAndRevisionOfEachOther() {
    assertThat(admx.getDocumentElement().getLocalName()).isEqualTo("policyDefinitions");
    assertThat(adml.getDocumentElement().getLocalName()).isEqualTo("policyDefinitionResources");
    assertThat(the(admx, "resources").getAttribute("minRequiredRevision"))
        .isEqualTo(adml.getDocumentElement().getAttribute("revision"));
    assertThat(the(admx, "target").getAttribute("prefix")).isEqualTo("fettle");
    assertThat(children(admx.getDocumentElement()))
        .extracting(Element::getLocalName)
        .containsExactly("policyNamespaces", "resources", "supportedOn", "categories", "policies");
  }

  @Test
  void everyPolicyIsTheMachinesAndBelowTheKeyThatIsRead() {
    RegistryKey key = GroupPolicySettings.KEY;
    for (Element policy : all(admx, "policy")) {
      assertThat(policy.getAttribute("class")).isEqualTo("Machine");
      assertThat("HKLM\\" + policy.getAttribute("key")).isEqualTo(key.toString());
      assertThat(children(policy))
          .extracting(Element::getLocalName)
          .containsExactly("parentCategory", "supportedOn", "elements");
      assertThat(refs(policy, "parentCategory")).isSubsetOf(names("category"));
      assertThat(refs(policy, "supportedOn")).isSubsetOf(names("definition"));
      assertThat(policy.hasAttribute("valueName"))
          .as("a policy of elements alone writes no value of its own")
          .isFalse();
    }
  }

  @Test
  void everyTextThatIsReferredToIsThereAndNoOther() {
    Set<String> referred = new TreeSet<>();
    for (Element element : all(admx, "*")) {
      for (String name : List.of("displayName", "explainText")) {
        if (element.hasAttribute(name)) {
          referred.add(referred(element.getAttribute(name), "string"));
        }
      }
    }
    Map<String, Element> strings = byId(all(adml, "string"));
    assertThat(strings.keySet()).containsExactlyInAnyOrderElementsOf(referred);
    assertThat(strings.values()).allSatisfy(text -> assertThat(text.getTextContent()).isNotBlank());
  }

  @Test
  void everyPolicyIsExplainedWithWhatItMeansNotToSetIt() {
    Map<String, Element> strings = byId(all(adml, "string"));
    for (Element policy : all(admx, "policy")) {
      String text =
          strings.get(referred(policy.getAttribute("explainText"), "string")).getTextContent();
      assertThat(text)
          .as(policy.getAttribute("name"))
          .contains("If you enable this setting", "If you disable or do not configure this setting")
          .hasSizeGreaterThan(300);
    }
  }

  @Test
  void everyElementHasItsControlAndNoControlIsOver() {
    Map<String, Element> presentations = byId(all(adml, "presentation"));
    Set<String> referred = new HashSet<>();
    for (Element policy : all(admx, "policy")) {
      String id = referred(policy.getAttribute("presentation"), "presentation");
      referred.add(id);
      List<String> wanted = new ArrayList<>();
      for (Element element : children(the(policy, "elements"))) {
        wanted.add(CONTROLS.get(element.getLocalName()) + " " + element.getAttribute("id"));
      }
      assertThat(children(presentations.get(id)).stream().filter(one -> one.hasAttribute("refId")))
          .extracting(one -> one.getLocalName() + " " + one.getAttribute("refId"))
          .containsExactlyElementsOf(wanted);
    }
    assertThat(presentations.keySet()).isEqualTo(referred);
  }

  @Test
  void itWritesEveryValueThatTheAgentReadsAndNoOther() {
    assertThat(elements())
        .extracting(element -> element.getAttribute("valueName"))
        .containsExactlyInAnyOrderElementsOf(GroupPolicySettings.names());
  }

  @Test
  void numbersGoFromAndToWhatTheAgentTakesAndSoDoTheirDefaults() {
    Map<String, Element> elements = byValueName();
    for (NumberValue number : GroupPolicySettings.numbers()) {
      Element element = elements.get(number.name());
      if (element.getLocalName().equals("boolean")) {
        assertThat(value(element, "falseValue")).isEqualTo(number.least());
        assertThat(value(element, "trueValue")).isEqualTo(number.most());
      } else {
        assertThat(element.getLocalName()).isEqualTo("decimal");
        assertThat(element.getAttribute("required")).isEqualTo("true");
        assertThat(element.hasAttribute("storeAsText")).isFalse();
        assertThat(element.getAttribute("minValue")).isEqualTo(String.valueOf(number.least()));
        assertThat(element.getAttribute("maxValue")).isEqualTo(String.valueOf(number.most()));
        assertThat(Integer.parseInt(control(element).getAttribute("defaultValue")))
            .isBetween(number.least(), number.most());
      }
    }
    assertThat(
            control(elements.get(GroupPolicySettings.REFRESH.name())).getAttribute("defaultValue"))
        .isEqualTo(String.valueOf(Settings.DEFAULT.policyRefresh().toMinutes()));
  }

  @Test
  void textsAreAsLongAsTheAgentTakes() {
    Map<String, Element> elements = byValueName();
    assertThat(elements.get(GroupPolicySettings.URL).getAttribute("maxLength"))
        .isEqualTo(String.valueOf(PolicyPlaces.LONGEST_ADDRESS));
    assertThat(elements.get(GroupPolicySettings.FOLDER).getAttribute("maxLength"))
        .isEqualTo(String.valueOf(PolicyPlaces.LONGEST_FOLDER));
    assertThat(elements.get(GroupPolicySettings.FOLDER).getAttribute("expandable"))
        .isEqualTo("true");
    assertThat(elements.get(GroupPolicySettings.KEYS).getLocalName()).isEqualTo("multiText");
    assertThat(elements.get(GroupPolicySettings.KEYS).getAttribute("maxStrings")).isEqualTo("2");
  }

  private List<Element> elements() {
    return all(admx, "elements").stream().flatMap(parent -> children(parent).stream()).toList();
  }

  private Map<String, Element> byValueName() {
    return elements().stream()
        .collect(Collectors.toMap(one -> one.getAttribute("valueName"), Function.identity()));
  }

  private Element control(Element element) {
    return all(adml, "*").stream()
        .filter(one -> one.getAttribute("refId").equals(element.getAttribute("id")))
        .findFirst()
        .orElseThrow();
  }

  private static int value(Element element, String which) {
    return Integer.parseInt(the(the(element, which), "decimal").getAttribute("value"));
  }

  private Set<String> names(String element) {
    return all(admx, element).stream()
        .map(one -> one.getAttribute("name"))
        .collect(Collectors.toSet());
  }

  private static List<String> refs(Element policy, String child) {
    return all(policy, child).stream().map(one -> one.getAttribute("ref")).toList();
  }

  private static String referred(String reference, String kind) {
    assertThat(reference).matches("\\$\\(" + kind + "\\.[A-Za-z0-9_]+\\)");
    return reference.substring(kind.length() + 3, reference.length() - 1);
  }

  private static Map<String, Element> byId(List<Element> elements) {
    return elements.stream()
        .collect(Collectors.toMap(one -> one.getAttribute("id"), Function.identity()));
  }

  private static Element the(Document document, String name) {
    return the(document.getDocumentElement(), name);
  }

  private static Element the(Element parent, String name) {
    List<Element> found = all(parent, name);
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }

  private static List<Element> all(Document document, String name) {
    return all(document.getDocumentElement(), name);
  }

  private static List<Element> all(Element parent, String name) {
    return listed(parent.getElementsByTagNameNS(NAMESPACE, name));
  }

  private static List<Element> children(Element parent) {
    return listed(parent.getChildNodes());
  }

  private static List<Element> listed(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static Document parsed(String file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new File(file));
  }
}
