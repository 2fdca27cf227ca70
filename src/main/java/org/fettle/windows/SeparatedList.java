package org.fettle.windows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A list kept in one text, such as {@code lync.com, outlook.com}. Members are compared without case
 * and outer blanks; the text keeps its order and spelling.
 */
public record SeparatedList(String text, String separator) {
  /** The list in a text value; empty when the value is not text. */
  public static Optional<SeparatedList> of(RegistryValue value, String separator) {
    return value.asText().map(text -> new SeparatedList(text, separator));
  }

  /** The members, trimmed; empty ones, as a trailing separator makes, do not count. */
  public List<String> members() {
    return parts().stream().map(String::strip).filter(member -> !member.isEmpty()).toList();
  }

  /** Whether every one of these is a member. */
  public boolean containsAll(List<String> wanted) {
    return lacking(wanted).isEmpty();
  }

  /** Those of {@code wanted} that are not members, each once, as they are spelled there. */
  public List<String> lacking(List<String> wanted) {
    Set<String> there = folded(members());
    return wanted.stream()
        .map(String::strip)
        .filter(member -> !member.isEmpty() && there.add(fold(member)))
        .toList();
  }

  /**
   * The text with these members after what is there, unchanged but for an idle separator at its
   * end.
   */
  public String with(List<String> added) {
    if (added.isEmpty()) {
      return text;
    }
    String kept = text.stripTrailing();
    String bare = bareSeparator();
    while (!bare.isBlank() && kept.endsWith(bare)) {
      kept = kept.substring(0, kept.length() - bare.length()).stripTrailing();
    }
    List<String> parts = new ArrayList<>();
    if (!kept.isBlank()) {
      parts.add(kept);
    }
    parts.addAll(added);
    return String.join(separator, parts);
  }

  /** The text without these members; what stays is spelled and spaced as it was. */
  String without(List<String> removed) {
    Set<String> gone = folded(removed);
    List<String> parts = new ArrayList<>(parts());
    boolean first = !parts.isEmpty() && gone.contains(fold(parts.getFirst().strip()));
    parts.removeIf(part -> gone.contains(fold(part.strip())));
    String kept = String.join(bareSeparator(), parts);
    return first ? kept.stripLeading() : kept;
  }

  /** What stands between the separators, blanks and all. */
  private List<String> parts() {
    return Arrays.asList(text.split(Pattern.quote(bareSeparator()), -1));
  }

  /** The separator without its blanks, unless it is nothing else. */
  private String bareSeparator() {
    return separator.isBlank() ? separator : separator.strip();
  }

  /** The members of this list that {@code other} lacks. */
  List<String> missingFrom(SeparatedList other) {
    return other.lacking(members());
  }

  private static Set<String> folded(List<String> members) {
    return members.stream().map(SeparatedList::fold).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String fold(String member) {
    return member.toLowerCase(Locale.ROOT);
  }
}
