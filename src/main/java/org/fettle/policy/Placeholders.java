package org.fettle.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.fettle.json.Characters;
import org.fettle.json.Place;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${name}} in texts. What comes in its place is not looked at again; {@code
 * $${name}} stays as it is, with one dollar.
 */
final class Placeholders {
  /** What Windows allows in no name, or what would be more than the name itself in a path. */
  private static final Pattern NO_NAME =
      Pattern.compile("[\\\\/:*?\"<>|%\\p{Cntrl}]|^\\.{1,2}$|[. ]$|\\.fettle-");

  private final Mistakes mistakes;
  private final Scope scope;
  private @Nullable String unknownFact;
  private boolean hasFacts;
  private int guesses;

  Placeholders(Mistakes mistakes, Scope scope) {
    this.mistakes = mistakes;
    this.scope = scope;
  }

  /** Whether a fact stood anywhere. */
  boolean hasFacts() {
    return hasFacts;
  }

  /** The first fact that is not known here. */
  Optional<String> unknownFact() {
    return Optional.ofNullable(unknownFact);
  }

  /** How often something stood in for a value that nobody gave. */
  int guesses() {
    return guesses;
  }

  /** The parameter or fact that is all of this text; empty where it is not one placeholder. */
  Optional<String> whole(String text) {
    return scope.parameters() != null
            && text.startsWith("${")
            && text.indexOf('}') == text.length() - 1
        ? Optional.of(text.substring(2, text.length() - 1))
        : Optional.empty();
  }

  /**
   * The parameter of that name; empty for a fact and for one that is not declared. A broken or
   * made-up one counts as a guess.
   */
  Optional<Parameter> parameter(String name) {
    Map<String, Parameter> parameters = scope.parameters();
    Parameter parameter = parameters == null ? null : parameters.get(name);
    if (parameter instanceof Parameter.Broken) {
      guesses++;
    }
    if (parameter instanceof Parameter.MadeUp madeUp) {
      guesses++;
      return Optional.of(madeUp.like());
    }
    return Optional.ofNullable(parameter);
  }

  /** The text with everything replaced; empty when a mistake was found or nothing can be said. */
  Optional<String> expand(Place place, String text, Leaf leaf) {
    if (scope.parameters() == null || text.indexOf("${") < 0) {
      return Optional.of(text);
    }
    StringBuilder expanded = new StringBuilder();
    boolean isWhole = true;
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        expanded.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        if (end < 0) {
          mistakes.add(
              place, "A '${' has no '}' behind it; where '${' itself is meant, write '$${'.");
          return Optional.empty();
        }
        Optional<String> value = value(place, text.substring(at + 2, end), leaf);
        isWhole &= value.isPresent();
        value.ifPresent(expanded::append);
        at = end + 1;
      } else {
        expanded.append(text.charAt(at++));
      }
    }
    return isWhole ? Optional.of(expanded.toString()) : Optional.empty();
  }

  private Optional<String> value(Place place, String name, Leaf leaf) {
    Parameter parameter = parameter(name).orElse(null);
    return switch (parameter) {
      case null -> fact(place, name, leaf);
      case Parameter.Text text -> Optional.of(text.text());
      case Parameter.Broken broken -> Optional.empty();
      case Parameter.MadeUp madeUp -> Optional.empty();
      case Parameter.Texts list -> {
        mistakes.add(
            place,
            "The parameter '"
                + name
                + "' is a list and cannot be part of a text; it stands where a list stands, or as"
                + " an item of one.");
        yield Optional.empty();
      }
      case Parameter.Number number -> noText(place, name, number);
      case Parameter.Truth truth -> noText(place, name, truth);
    };
  }

  private Optional<String> noText(Place place, String name, Parameter parameter) {
    mistakes.add(
        place,
        "The parameter '"
            + name
            + "' is "
            + parameter.noun()
            + ", and a text is expected here; declare it with type: text.");
    return Optional.empty();
  }

  private Optional<String> fact(Place place, String name, Leaf leaf) {
    if (Facts.sample(name).isEmpty()) {
      unknown(place, name);
      return Optional.empty();
    }
    Function<String, Optional<String>> facts = scope.facts();
    if (facts == null) {
      mistakes.add(place, "A fact such as '" + name + "' may stand in 'check' and 'when' only.");
      return Optional.empty();
    }
    if (scope.isMachine() && Facts.isOfUser(name)) {
      mistakes.add(
          place,
          "The fact '"
              + name
              + "' is a user's, and the rule is for: machine; it needs for: each-user.");
      return Optional.empty();
    }
    hasFacts = true;
    Optional<String> fact = facts.apply(name);
    if (fact.isEmpty()) {
      unknownFact = unknownFact == null ? name : unknownFact;
      return Optional.empty();
    }
    return fitting(place, name, fact.get(), leaf);
  }

  /** A fact comes from the machine, so it may not bring more than itself into a check. */
  private Optional<String> fitting(Place place, String name, String fact, Leaf leaf) {
    if (Characters.isRefused(fact)) {
      mistakes.add(place, "The fact '" + name + "' holds characters that are refused.");
      return Optional.empty();
    }
    if ((leaf == Leaf.KEY || leaf == Leaf.STORE) && fact.indexOf('\\') >= 0) {
      mistakes.add(
          place,
          "The fact '"
              + name
              + "' holds a backslash ("
              + Mistakes.quoted(fact)
              + "), so it cannot be part of "
              + (leaf == Leaf.KEY ? "a registry key." : "a certificate store."));
      return Optional.empty();
    }
    if (leaf == Leaf.PATH && NO_NAME.matcher(fact).find()) {
      mistakes.add(
          place,
          "The fact '"
              + name
              + "' is no name of a file ("
              + Mistakes.quoted(fact)
              + "), so it cannot be part of a path.");
      return Optional.empty();
    }
    return Optional.of(leaf == Leaf.PATTERN ? Pattern.quote(fact) : fact);
  }

  private void unknown(Place place, String name) {
    Map<String, Parameter> parameters = scope.parameters();
    Set<String> known = new TreeSet<>(parameters == null ? Set.of() : parameters.keySet());
    boolean isFact = name.startsWith("machine.") || name.startsWith("user.");
    if (isFact || known.isEmpty()) {
      known.addAll(Facts.names());
    }
    List<String> all = new ArrayList<>(known);
    mistakes.add(
        place,
        (isFact ? "Unknown fact " : "Unknown parameter ")
            + Mistakes.quoted(name)
            + mistakes.didYouMean(name, all)
            + (isFact
                ? " The facts are " + Mistakes.listed(Facts.names(), "and") + "."
                : parameters == null || parameters.isEmpty()
                    ? " This policy declares no parameters."
                    : all.size() <= 20
                        ? " This policy declares " + Mistakes.listed(all, "and") + "."
                        : ""));
  }
}
