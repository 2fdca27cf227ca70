package org.fettle.windows;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables in a text, replaced as ExpandEnvironmentStrings does it. */
public final class Variables {
  private static final Pattern NAMED = Pattern.compile("%([^%]*)%");

  private Variables() {}

  /**
   * The text with each {@code %Name%} replaced, once; an unknown one stays as written, with both
   * its percent signs.
   *
   * @param variables by name; it decides whether case counts
   */
  public static String expand(String text, Map<String, String> variables) {
    return NAMED
        .matcher(text)
        .replaceAll(match ->
            Matcher.quoteReplacement(variables.getOrDefault(match.group(1), match.group())));
  }
}
