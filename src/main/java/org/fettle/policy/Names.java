package org.fettle.policy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fettle.check.Check;
import org.fettle.json.Node;
import org.fettle.json.Place;

/** Looks after the names of fields. */
final class Names {
  private final Mistakes mistakes;

  Names(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Tells a key that the record does not have, and adds the one it may be meant to be. */
  Set<String> tellUnknownKey(
      Node.Field field, Form.Fields form, String noun, Set<String> meantBefore) {
    Set<String> known = form.components().keySet();
    Set<String> meant = new HashSet<>(meantBefore);
    if (known.contains("check") && isKind(field.name())) {
      mistakes.add(
          field.place(),
          "The kind '" + field.name() + "' cannot stand here: put it below 'check'.");
      meant.add("check");
    } else {
      tellUnknown(field, "key", known, Mistakes.sentence(noun) + " has the keys")
          .ifPresent(meant::add);
    }
    return meant;
  }

  /** Tells a component that is not there, unless a misspelt key was meant to be it. */
  void tellMissing(Place place, String noun, Form.Component component, Set<String> meant) {
    if (!meant.contains(component.word())) {
      mistakes.add(
          place,
          Mistakes.sentence(noun)
              + " lacks '"
              + component.word()
              + "', "
              + component.form().expected()
              + ".");
    }
  }

  /** Tells a word that is not among the known ones, and answers the one it may be meant to be. */
  Optional<String> tellUnknown(Node.Field field, String what, Set<String> known, String intro) {
    if (!isName(field)) {
      return Optional.empty();
    }
    Optional<String> nearest = mistakes.nearest(field.name(), known);
    mistakes.add(
        field.place(),
        "Unknown "
            + what
            + ' '
            + Mistakes.quoted(field.name())
            + Mistakes.didYouMean(nearest)
            + ' '
            + intro
            + ' '
            + Mistakes.listed(known, "and")
            + ".");
    return nearest;
  }

  /** Whether a field's name is free of placeholders; tells it otherwise. */
  boolean isName(Node.Field field) {
    if (field.name().contains("${")) {
      mistakes.add(
          field.place(),
          "A parameter cannot be part of a name, as in "
              + Mistakes.quoted(field.name())
              + "; it may only stand where a value stands.");
      return false;
    }
    return true;
  }

  /** Whether a name stands there twice; tells it. */
  boolean tellDuplicates(Node.Fields fields) {
    if (fields.fields().size() < 2) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    boolean found = false;
    for (Node.Field field : fields.fields()) {
      if (!seen.add(field.name())) {
        found = true;
        tellDuplicate(field);
      }
    }
    return found;
  }

  void tellDuplicate(Node.Field field) {
    mistakes.add(
        field.place(),
        "The key " + Mistakes.quoted(field.name()) + " stands here twice; keep one of them.");
  }

  private static boolean isKind(String word) {
    return Forms.of(Check.class) instanceof Form.Kinds kinds && kinds.kinds().containsKey(word);
  }
}
