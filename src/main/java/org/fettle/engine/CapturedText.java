package org.fettle.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.windows.SecretNames;
import org.fettle.windows.TextEncoding;

/**
 * What a captured machine tells of a text file: its lines with pseudonyms, without what is a secret
 * by its name, and without what comments say, which judge nothing. It becomes UTF-8, and a word
 * that no known encoding has becomes a question mark.
 */
final class CapturedText {
  private static final Pattern LINE = Pattern.compile("[^\\r\\n\\uFEFF]+");
  private static final Pattern COMMENT = Pattern.compile("\\s*([#;]).*");
  private static final Pattern NAME = Pattern.compile("([^=:;&,]*)[=:]");

  // A number is a setting and no secret, as for the check itself.
  private static final Pattern SETTING = Pattern.compile("\\s*[0-9]{0,3}\\s*");
  private static final Pattern BLANK = Pattern.compile("[\\f\\x0B]");
  private static final Pattern UNSHOWABLE = Pattern.compile("[\\p{Cntrl}&&[^\\t\\r\\n]]");
  private static final Pattern FOREIGN_WORD =
      Pattern.compile("[^\\s=:;,\\[\\]]*[^\\x00-\\x7F\\uFEFF\\s][^\\s=:;,\\[\\]]*");

  private CapturedText() {}

  /** The text; empty where the bytes are none. */
  static Optional<String> of(byte[] content, Pseudonyms pseudonyms) {
    return TextEncoding.of(content)
        .map(encoding -> {
          String text = encoding.decode(content);
          String known = encoding == TextEncoding.BYTES ? readable(text, pseudonyms) : text;
          String plain = UNSHOWABLE.matcher(BLANK.matcher(known).replaceAll(" ")).replaceAll("?");
          return LINE.matcher(plain)
              .replaceAll(line -> Matcher.quoteReplacement(line(line.group(), pseudonyms)));
        });
  }

  private static String readable(String text, Pseudonyms pseudonyms) {
    return FOREIGN_WORD
        .matcher(text)
        .replaceAll(word ->
            pseudonyms.isOfPolicies(word.group()) ? Matcher.quoteReplacement(word.group()) : "?");
  }

  private static String line(String line, Pseudonyms pseudonyms) {
    Matcher comment = COMMENT.matcher(line);
    if (comment.matches()) {
      return comment.group(1);
    }
    Matcher name = NAME.matcher(line);
    while (name.find()) {
      String value = line.substring(name.end());
      if (SecretNames.isNamed(name.group(1)) && !SETTING.matcher(value).matches()) {
        return pseudonyms.ofAssigned(line.substring(0, name.end())) + "(secret)";
      }
    }
    return pseudonyms.ofAssigned(line);
  }
}
