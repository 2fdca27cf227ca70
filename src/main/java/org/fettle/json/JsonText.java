package org.fettle.json;

/** Writes plain maps, lists, texts, numbers and truth values as JSON for people. */
public final class JsonText {
  private JsonText() {}

  /** The text, in the order of the maps, ended by a line break. */
  public static String of(Object value) {
    return Json.indented().writeValueAsString(value) + '\n';
  }
}
