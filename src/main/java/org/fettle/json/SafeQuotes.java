package org.fettle.json;

import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Which texts YAML has to quote. Jackson's own answer, and whatever is not plainly visible: without
 * quotes U+0085 and its like would be read back as a line break, so as a blank.
 */
final class SafeQuotes extends StringQuotingChecker {
  private static final long serialVersionUID = 1;

  private final StringQuotingChecker usual = new Default();

  @Override
  public boolean needToQuoteName(String name) {
    return usual.needToQuoteName(name) || isUnusual(name);
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return usual.needToQuoteValue(value) || isUnusual(value);
  }

  private static boolean isUnusual(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean plain = unit >= ' ' && (unit < 0x7F || Character.isLetterOrDigit(unit));
      if (!plain) {
        return true;
      }
    }
    return false;
  }
}
