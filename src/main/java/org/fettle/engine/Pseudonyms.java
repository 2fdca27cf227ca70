package org.fettle.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.check.Wildcard;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;

/**
 * Replaces what names a person or a machine: accounts, security identifiers, the computer's name,
 * profile folders, and the part of an address before its @. Domains stay, because policies are
 * about them; so do words that the policies themselves hold, which tell nothing of the machine.
 */
final class Pseudonyms {
  // What people sign in as, also in Entra ID (S-1-12-1) and with a Microsoft account (S-1-11-96).
  private static final String SID = "\\bS-1-(?:5-21|12-1|11-96)(?:-\\d+)+";
  private static final String LOCAL_PART = "[^\\s@:;,\"<>\\\\/]{1,256}";
  private static final Pattern SIGN = Pattern.compile("[^_=]+[_=](?=.)");
  private static final String DOMAIN = "[\\w-]+(?:\\.[\\w-]+)*";
  private static final String FOLDER = "[^\\\\/\":;|=,+*?<>]+";
  private static final List<String> OF_WINDOWS =
      List.of("public", "default", "all users", "default user");
  private static final String SID_BEGINNING = "S-1-5-21-1-2-3-";
  private static final int LONGEST_DEMANDED = 4_096;

  // What the checks look at by themselves, beside what a policy names.
  private static final String OF_CHECKS =
      "software microsoft windows currentversion uninstall displayname office clicktorun"
          + " configuration installationpath productreleaseids lync outlook communicator teams"
          + " current classes shell open command url protocol userchoice associations explorer"
          + " fileexts applications policies wow6432node program programs files x86 common users"
          + " appdata local roaming root exe serversipuri hklm hkcu hku hkcr";
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final String machine;
  private final String demanded;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> accounts = new HashMap<>();
  private final Map<String, String> folders = new HashMap<>();
  private final Map<String, String> sids = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final Pattern anything;

  /**
   * Pseudonyms for that machine and these users.
   *
   * @param pseudonym what the machine is to be called
   * @param demanded what the policies demand, as text
   */
  Pseudonyms(String machine, String pseudonym, List<User> users, String demanded) {
    this.machine = pseudonym;
    this.demanded = demanded.toLowerCase(Locale.ROOT);
    names.put(lower(machine), pseudonym);
    int number = 0;
    for (User user : users) {
      number++;
      sids.put(lower(user.sid()), SID_BEGINNING + (1000 + number));
      if (!user.name().equalsIgnoreCase(user.sid())) {
        String account = lower(account(user.name()));
        accounts.putIfAbsent(account, "user" + number);
        folders.putIfAbsent(account, accounts.get(account));
        names.putIfAbsent(account, accounts.get(account));
      }
    }
    names.keySet().removeIf(name -> name.length() < 2 || isOfPolicies(name));
    anything = pattern();
  }

  /** What the machine is called. */
  String machine() {
    return machine;
  }

  /** The name of the account, which keeps its domain. */
  String ofAccount(User user) {
    String account = account(user.name());
    String pseudonym = accounts.get(lower(account));
    return pseudonym == null
        ? of(user.name())
        : of(user.name().substring(0, user.name().length() - account.length())) + pseudonym;
  }

  /** The text with pseudonyms; the same name always becomes the same one. */
  String of(String text) {
    return anything.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement(match)));
  }

  /**
   * The same, where an address begins at the latest behind an equals sign: in {@code
   * Microsoft_OC1:uri=anna@contoso.com}, and in a line of an ini file.
   */
  String ofAssigned(String text) {
    return Stream.of(text.split("=", -1)).map(this::of).collect(Collectors.joining("="));
  }

  /**
   * The value with pseudonyms; of a type that may hold anything, only its type and length are kept,
   * unless it is just what a policy demands.
   */
  RegistryValue of(RegistryValue value) {
    Optional<String> text = value.asText();
    if (text.isPresent()) {
      String replaced = of(text.get());
      return replaced.equals(text.get()) ? value : value.withText(replaced);
    }
    Optional<List<String>> texts = value.asTexts();
    if (texts.isPresent()) {
      RegistryValue replaced = RegistryValue.texts(texts.get().stream().map(this::of).toList());
      return isDemanded(value.data()) ? value : replaced;
    }
    return value.asNumber().isPresent() || isDemanded(value.data())
        ? value
        : RegistryValue.of(value.type(), filler(value.data().length));
  }

  /** A value of the same type that tells nothing of the secret, not even its length. */
  static RegistryValue ofSecret(RegistryValue value) {
    return value.asText().isPresent()
        ? value.withText("(secret)")
        : value.asTexts().isPresent()
            ? RegistryValue.texts(List.of("(secret)"))
            : RegistryValue.of(value.type(), new byte[] {(byte) 0xEE});
  }

  /**
   * A machine's identifier with other digits and the same form, so that a pattern judges it the
   * same.
   */
  static RegistryValue ofMachineId(RegistryValue value) {
    return value
        .asText()
        .map(text ->
            value.withText(
                text.replaceAll("[0-9]", "0").replaceAll("[a-f]", "a").replaceAll("[A-F]", "A")))
        .orElse(value);
  }

  private String replacement(MatchResult match) {
    if (match.group("sid") != null) {
      return sids.computeIfAbsent(
          lower(match.group("sid")), sid -> SID_BEGINNING + (2000 + sids.size()));
    }
    if (match.group("local") != null) {
      return address(match);
    }
    if (match.group("folder") != null) {
      return match.group("users") + folder(match.group("folder"));
    }
    return names.getOrDefault(lower(match.group()), match.group());
  }

  private String address(MatchResult match) {
    String local = match.group("local");
    if (isOfPolicies(local) && demanded.contains(lower(match.group()))) {
      return match.group();
    }
    // In sip_anna@contoso.com, as clients call their folders, the address begins behind the sign.
    Matcher sign = SIGN.matcher(local);
    int start = sign.lookingAt() && isOfPolicies(sign.group()) ? sign.end() : 0;
    String end = "@" + match.group("domain");
    return local.substring(0, start)
        + addresses.computeIfAbsent(
            lower(local.substring(start) + end), address -> "person" + (addresses.size() + 1))
        + end;
  }

  private String folder(String name) {
    String known = folders.get(lower(name));
    if (known != null) {
      return known;
    }
    return OF_WINDOWS.contains(lower(name)) || isOfPolicies(name)
        ? name
        : folders.computeIfAbsent(lower(name), folder -> "profile" + (folders.size() + 1));
  }

  private Pattern pattern() {
    String known =
        names.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile(
        "(?<sid>"
            + SID
            + ")|(?<local>"
            + LOCAL_PART
            + ")@(?<domain>"
            + DOMAIN
            + ")|(?<users>[\\\\/](?:Users|Documents and Settings)[\\\\/])(?<folder>"
            + FOLDER
            + ")"
            + (known.isEmpty() ? "" : "|(?<![\\p{L}\\p{N}])(?:" + known + ")(?![\\p{L}\\p{N}])"),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** Whether all words of it are the policies' own. */
  boolean isOfPolicies(String name) {
    List<String> words = WORD.matcher(lower(name)).results().map(MatchResult::group).toList();
    return !words.isEmpty()
        && words.stream().allMatch(word -> holdsWord(demanded, word) || holdsWord(OF_CHECKS, word));
  }

  private static boolean holdsWord(String text, String word) {
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
        .matcher(text)
        .find();
  }

  private boolean isDemanded(byte[] data) {
    return data.length <= LONGEST_DEMANDED
        && data.length > 0
        && holdsWord(demanded, HexFormat.of().formatHex(data));
  }

  // Whatever it was, it must not become what a policy demands.
  private byte[] filler(int length) {
    byte[] bytes = new byte[length];
    if (isDemanded(bytes)) {
      Arrays.fill(bytes, (byte) 0xEE);
    }
    return bytes;
  }

  private static String account(String name) {
    return name.substring(name.lastIndexOf('\\') + 1);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** A name like those that the patterns take, such as {@code LAP-1} for {@code LAP-*}. */
  static String like(String name, List<String> patterns) {
    return patterns.stream()
        .filter(pattern -> pattern.contains("*") || pattern.contains("?"))
        .filter(pattern -> new Wildcard(pattern).matches(name))
        .map(pattern -> pattern.equals("*") ? "MACHINE-1" : pattern.replaceAll("[*?]", "1"))
        .findFirst()
        .orElse("MACHINE-1");
  }
}
