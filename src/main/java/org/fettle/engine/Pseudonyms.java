package org.fettle.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;

/**
 * Replaces what names a person or a machine: accounts, security identifiers, the computer's name,
 * profile folders, and the part of an address before its @. Domains stay, because policies are
 * about them.
 */
final class Pseudonyms {
  static final String MACHINE = "MACHINE-1";

  private static final Pattern ADDRESS =
      Pattern.compile(
          "[\\w.!#$%&'*+/=?^`{|}~-]+@([\\w-]+(\\.[\\w-]+)+)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern PROFILE =
      Pattern.compile("(?i)(\\\\Users\\\\)(?!(?:Public|Default|All Users)(?:\\\\|$))[^\\\\\"]+");
  private static final Pattern SID = Pattern.compile("S-1-(?:5-21|12-1)(?:-\\d+)+");
  private static final String SID_BEGINNING = "S-1-5-21-1-2-3-";

  // Longest first, so that a name that holds another one is replaced as a whole.
  private final List<Map.Entry<Pattern, String>> names = new ArrayList<>();
  private final Map<String, String> sids = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  Pseudonyms(String machine, List<User> users) {
    Map<String, String> replaced = new LinkedHashMap<>();
    replaced.put(machine, MACHINE);
    int number = 0;
    for (User user : users) {
      number++;
      sids.put(user.sid(), SID_BEGINNING + (1000 + number));
      String account = user.name().substring(user.name().lastIndexOf('\\') + 1);
      if (!account.equals(user.sid())) {
        replaced.putIfAbsent(account, "user" + number);
      }
    }
    replaced.entrySet().stream()
        .filter(entry -> entry.getKey().length() > 1)
        .sorted(Comparator.comparingInt(entry -> -entry.getKey().length()))
        .forEach(entry -> names.add(Map.entry(word(entry.getKey()), entry.getValue())));
  }

  /** The text with pseudonyms; the same name always becomes the same one. */
  String of(String text) {
    String replaced =
        replaceAll(SID, text, match -> sids.computeIfAbsent(match.group(), this::anotherSid));
    replaced =
        replaceAll(
            ADDRESS,
            replaced,
            match ->
                addresses.computeIfAbsent(
                        match.group().toLowerCase(java.util.Locale.ROOT),
                        address -> "person" + (addresses.size() + 1))
                    + "@"
                    + match.group(1));
    for (Map.Entry<Pattern, String> name : names) {
      replaced =
          name.getKey().matcher(replaced).replaceAll(Matcher.quoteReplacement(name.getValue()));
    }
    return replaceAll(PROFILE, replaced, this::profile);
  }

  /**
   * The value with pseudonyms; of a type that may hold anything, only its type and length are kept.
   */
  RegistryValue of(RegistryValue value) {
    Optional<String> text = value.asText();
    if (text.isPresent()) {
      String replaced = of(text.get());
      return replaced.equals(text.get()) ? value : value.withText(replaced);
    }
    Optional<List<String>> texts = value.asTexts();
    if (texts.isPresent()) {
      return RegistryValue.texts(texts.get().stream().map(this::of).toList());
    }
    return value.asNumber().isPresent()
        ? value
        : RegistryValue.of(value.type(), new byte[value.data().length]);
  }

  private String profile(java.util.regex.MatchResult match) {
    String folder = match.group().substring(match.group(1).length());
    return match.group(1) + (folder.matches("(user|person)\\d+") ? folder : "somebody");
  }

  private String anotherSid(String sid) {
    return SID_BEGINNING + (2000 + sids.size());
  }

  private static Pattern word(String name) {
    return Pattern.compile(
        "(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  private static String replaceAll(
      Pattern pattern,
      String text,
      java.util.function.Function<java.util.regex.MatchResult, String> with) {
    return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(with.apply(match)));
  }
}
