package org.fettle.policy;

import java.util.List;

/** What a parameter of a policy stands for. */
sealed interface Parameter {
  /** What it is, for a mistake's sentence. */
  String noun();

  /** A text, or the chosen one of some texts. */
  record Text(String text) implements Parameter {
    @Override
    public String noun() {
      return "a text";
    }
  }

  /** A list of texts. */
  record Texts(List<String> texts) implements Parameter {
    @Override
    public String noun() {
      return "a list";
    }
  }

  /** A whole number. */
  record Number(long number) implements Parameter {
    @Override
    public String noun() {
      return "a number";
    }
  }

  /** True or false. */
  record Truth(boolean isTrue) implements Parameter {
    @Override
    public String noun() {
      return "true or false";
    }
  }

  /** Nothing known: its declaration or its value is a mistake of its own, told elsewhere. */
  record Broken() implements Parameter {
    @Override
    public String noun() {
      return "unknown";
    }
  }

  /** What nobody gave, to try a policy with; what a record says of it is not to be trusted. */
  record MadeUp(Parameter like) implements Parameter {
    @Override
    public String noun() {
      return like.noun();
    }
  }
}
