package org.fettle.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fettle.json.Node;
import org.fettle.json.Place;

/** The mistakes found in one file so far. */
final class Mistakes {
  /** Nobody mends more at a time, and a hostile file shall not fill the memory. */
  private static final int MOST = 1_000;

  /** Comparisons spent on suggestions; beyond that a mistake is told without one. */
  private static final int MOST_COMPARISONS = 100_000;

  private final String file;
  private final List<Mistake> found = new ArrayList<>();
  private int comparisons;

  Mistakes(String file) {
    this.file = file;
  }

  void add(Place place, String message) {
    if (found.size() < MOST) {
      found.add(new Mistake(file, place.line(), place.column(), message));
    }
  }

  /** Takes over what was found in another look at the same file. */
  void addAll(Mistakes others) {
    found.addAll(others.found.subList(0, Math.min(others.found.size(), MOST - found.size())));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Top to bottom. */
  List<Mistake> inOrder() {
    List<Mistake> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
    if (sorted.size() == MOST) {
      Mistake last = sorted.getLast();
      sorted.add(
          new Mistake(file, last.line(), last.column(), "There may be more mistakes than these."));
    }
    return sorted;
  }

  /** {@code ; did you mean 'version'?}, or a full stop where nothing is near. */
  String didYouMean(String word, Collection<String> known) {
    return didYouMean(nearest(word, known));
  }

  /** The same for a word that was found already. */
  static String didYouMean(Optional<String> nearest) {
    return nearest.map(near -> "; did you mean '" + near + "'?").orElse(".");
  }

  /** The known word that this one may have been meant to be. */
  Optional<String> nearest(String word, Collection<String> known) {
    if (comparisons > MOST_COMPARISONS) {
      return Optional.empty();
    }
    comparisons += known.size();
    return Nearest.to(word, known);
  }

  /** The text in quotes, cut where it is long. */
  static String quoted(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    return "'" + (line.length() > 60 ? line.substring(0, 60) + "…" : line) + "'";
  }

  /** The words as a sentence begins. */
  static String sentence(String noun) {
    return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
  }

  /** {@code a, b and c}. */
  static String listed(Collection<String> words, String last) {
    List<String> all = List.copyOf(words);
    if (all.size() < 2) {
      return String.join("", all);
    }
    return String.join(", ", all.subList(0, all.size() - 1)) + ' ' + last + ' ' + all.getLast();
  }

  /** What stands there, for people: {@code a list}, {@code the text 'x'}. */
  static String named(Node node) {
    return switch (node) {
      case Node.Items items -> "a list";
      case Node.Fields fields -> "a mapping of names to values";
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> "the text " + quoted(scalar.text());
            case INTEGER -> "the number " + cut(scalar.text());
            case FRACTION -> "the fraction " + cut(scalar.text());
            case BOOLEAN -> scalar.text();
            case NOTHING -> "nothing";
          };
    };
  }

  private static String cut(String number) {
    return number.length() > 40 ? number.substring(0, 40) + "…" : number;
  }
}
