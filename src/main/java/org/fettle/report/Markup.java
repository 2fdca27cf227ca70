package org.fettle.report;

/** HTML as it grows. Whatever is not {@link #raw} is escaped and cut. */
final class Markup {
  private static final int LONGEST_TEXT = 1_000;

  private final StringBuilder html = new StringBuilder();

  /** Markup of our own. */
  Markup raw(String markup) {
    html.append(markup);
    return this;
  }

  Markup text(String words) {
    html.append(Escapes.markup(words, LONGEST_TEXT));
    return this;
  }

  /** What is compared or copied letter by letter; a long path may be broken at its backslashes. */
  Markup code(String words) {
    String shown = Escapes.markup(words, LONGEST_TEXT).replace("\\", "\\<wbr>");
    return raw("<code>").raw(shown).raw("</code>");
  }

  /** A command; its words are broken only where one alone is too long for a line. */
  Markup command(String words) {
    String shown = Escapes.markup(words, LONGEST_TEXT);
    return raw("<code><span class=\"word\">")
        .raw(shown.replace(" ", "</span> <span class=\"word\">"))
        .raw("</span></code>");
  }

  Markup element(String name, String css, String words) {
    raw("<" + name + (css.isEmpty() ? "" : " class=\"" + css + "\"") + ">");
    return text(words).raw("</" + name + ">");
  }

  /** A line of a description list; nothing where there are no words. */
  Markup term(String label, String words) {
    return words.isEmpty() ? this : element("dt", "", label).element("dd", "", words).raw("\n");
  }

  Markup code(String label, String words) {
    return words.isEmpty() ? this : element("dt", "", label).raw("<dd>").code(words).raw("</dd>\n");
  }

  /** A table's head. Its roles are said, since narrow pages show it as blocks. */
  Markup table(String caption, String... columns) {
    raw("<table role=\"table\" class=\"columns-" + columns.length + "\">");
    if (!caption.isEmpty()) {
      element("caption", "", caption);
    }
    raw("<thead role=\"rowgroup\"><tr role=\"row\">");
    for (String column : columns) {
      raw("<th role=\"columnheader\" scope=\"col\"" + width(column) + ">")
          .text(column)
          .raw("</th>");
    }
    return raw("</tr></thead>\n<tbody role=\"rowgroup\">\n");
  }

  private static String width(String column) {
    return switch (column) {
      case "#" -> " class=\"number\"";
      case "What", "Rule" -> " class=\"what\"";
      case "State and undo" -> " class=\"state\"";
      case "SHA-256" -> " class=\"digest\"";
      default -> "";
    };
  }

  /** A cell's start; its label is shown where the page is too narrow for columns. */
  Markup cell(String label) {
    return raw("<td role=\"cell\" data-label=\"" + label + "\">");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
