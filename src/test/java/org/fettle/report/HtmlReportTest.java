package org.fettle.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.journal.Entry;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)([^>]*)>");

  @Test
  void aCleanRun() {
    check("clean", Samples.clean());
  }

  @Test
  void aMess() {
    check("messy", Samples.messy());
  }

  @Test
  void anApplyWithEveryOutcome() {
    check("applied", Samples.applied());
  }

  @Test
  void aRollback() {
    check("rolled-back", Samples.rolledBack());
  }

  @Test
  void anInterruptedRun() {
    check("recovered", Samples.recovered());
  }

  @Test
  void hostileTextsAreShownAndNotObeyed() {
    String html = check("hostile", Samples.hostile());
    assertThat(html).contains("&lt;script&gt;").doesNotContain("<script").contains("‹U+202E›");
    assertThat(html.chars().filter(letter -> letter != '\n'))
        .noneMatch(letter ->
            letter < ' '
                || letter == 0x7F
                || letter == 0x202E
                || letter == 0x2028
                || letter == 0xFFFE);
    assertThat(new String(html.getBytes(UTF_8), UTF_8)).isEqualTo(html);
  }

  @Test
  void theContentSecurityPolicyAllowsTheStyleSheetAndNothingElse() throws Exception {
    String html = html(Samples.clean());
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    String hash =
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8)));
    assertThat(html)
        .contains(
            "content=\"default-src 'none'; style-src 'sha256-"
                + hash
                + "'; base-uri 'none'; form-action 'none'\"")
        .doesNotContain("style=\"")
        .doesNotContain("<link")
        .doesNotContain("url(");
  }

  private static String check(String name, List<Entry> entries) {
    String html = html(entries);
    Golden.assertIs(name + ".golden.html", html);
    assertWellFormed(html);
    return html;
  }

  private static String html(List<Entry> entries) {
    return HtmlReport.of(RunReport.of(entries), Samples.texts());
  }

  /** Every element is closed where it should be, ids are unique, and links lead somewhere. */
  private static void assertWellFormed(String html) {
    String body = html.substring(html.indexOf("<body>"), html.indexOf("</html>"));
    String xml = body.replace("<br>", "<br/>").replace("<wbr>", "<wbr/>");
    try {
      javax.xml.parsers.DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    } catch (Exception e) {
      throw new AssertionError("Not well-formed", e);
    }
    Set<String> ids = new HashSet<>();
    Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(body);
    while (id.find()) {
      assertThat(ids.add(id.group(1))).isTrue();
    }
    Matcher link = Pattern.compile("href=\"#([^\"]*)\"").matcher(body);
    while (link.find()) {
      assertThat(ids).contains(link.group(1));
    }
    Matcher tag = TAG.matcher(body);
    while (tag.find()) {
      assertThat(tag.group(2)).isNotIn("script", "img", "iframe", "object", "form", "input");
    }
  }
}
