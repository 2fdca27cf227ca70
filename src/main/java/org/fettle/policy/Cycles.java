package org.fettle.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fettle.json.Node;

/** Finds rules that require each other in a circle, however long the way round. */
final class Cycles {
  private final Mistakes mistakes;
  private final Map<String, List<Node.Scalar>> requires;
  private final Set<String> done = new HashSet<>();

  Cycles(Mistakes mistakes, Map<String, List<Node.Scalar>> requires) {
    this.mistakes = mistakes;
    this.requires = requires;
  }

  /** Tells each circle once. */
  void tell() {
    for (String rule : requires.keySet()) {
      if (!done.contains(rule)) {
        follow(rule);
      }
    }
  }

  /** Goes down without recursion: ten thousand rules may stand in one row. */
  private void follow(String start) {
    List<String> way = new ArrayList<>(List.of(start));
    Map<String, Integer> onWay = new HashMap<>(Map.of(start, 0));
    List<Integer> next = new ArrayList<>(List.of(0));
    while (!way.isEmpty()) {
      String rule = way.getLast();
      List<Node.Scalar> required = requires.getOrDefault(rule, List.of());
      int index = next.getLast();
      if (index == required.size()) {
        done.add(rule);
        onWay.remove(rule);
        way.removeLast();
        next.removeLast();
        continue;
      }
      next.set(next.size() - 1, index + 1);
      Node.Scalar to = required.get(index);
      Integer from = onWay.get(to.text());
      if (from != null) {
        told(to, way.subList(from, way.size()));
      } else if (!done.contains(to.text()) && requires.containsKey(to.text())) {
        onWay.put(to.text(), way.size());
        way.add(to.text());
        next.add(0);
      }
    }
  }

  private void told(Node.Scalar to, List<String> circle) {
    if (circle.size() == 1) {
      mistakes.add(to.place(), "The rule " + Mistakes.quoted(to.text()) + " requires itself.");
      return;
    }
    List<String> shown = circle.size() > 8 ? circle.subList(0, 8) : circle;
    mistakes.add(
        to.place(),
        "These rules require each other in a circle: "
            + String.join(" requires ", shown)
            + (circle.size() > 8 ? " requires … requires " : " requires ")
            + to.text()
            + ".");
  }
}
