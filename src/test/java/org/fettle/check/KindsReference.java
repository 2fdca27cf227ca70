package org.fettle.check;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fettle.json.About;
import org.fettle.json.Json;
import org.fettle.windows.ByteSize;
import org.fettle.windows.Change;
import org.fettle.windows.FileVersion;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MemoryWindows;

/** The reference of all kinds, made of their records and of their cases. */
final class KindsReference {
  private static final Map<Type, String> TYPES =
      Map.of(
          String.class, "text",
          Long.class, "number",
          Boolean.class, "true or false",
          Duration.class, "duration",
          ByteSize.class, "size",
          FileVersion.class, "version",
          ChannelVersion.class, "mapping",
          RegistryKey.class, "registry key",
          RegistryValue.class, "registry value",
          Check.class, "check");

  private static final String HEAD =
      """
      # The kinds of checks

      <!-- Made from the code: ./mvnw -q test -Dtest=KindsReferenceTest -Dfettle.update=true -->

      A check says what is to be so, as one kind with its words; the fix follows from it. How a whole rule is written
      stands in [README.md](README.md). Where a check may say what it wants, `${parameter}` and `${fact}` may stand too.

      **A registry key** is `HKLM\\…`, `HKU\\…`, `HKCR\\…` or, in rules for each user, `HKCU\\…`, and means the 64-bit view
      unless `view` says otherwise. `HKCR` is for reading: a fix is never written there, since it shows the classes of the
      machine and of a user as one; name `HKLM\\SOFTWARE\\Classes` or `HKCU\\Software\\Classes`. A value whose name, or
      whose key's, says that it holds a secret is judged, but neither shown nor changed. **A registry value** is written with its type: `{ text: … }`,
      `{ expandable-text: … }`, `{ texts: [ … ] }`, `{ dword: 3 }`, `{ qword: 3 }`, `{ binary: '00ff' }`,
      `{ none: '' }`, or `{ type: 5, bytes: '00ff' }` for any other. **A kind with one word** is written as that word's
      content itself: `not: { … }`.
      """;

  private final StringBuilder page = new StringBuilder();

  /** The page, as Markdown. */
  static String page() {
    return new KindsReference().of(KindCases.all());
  }

  private String of(List<KindCases> kinds) {
    page.append(HEAD).append('\n');
    kinds.forEach(kind ->
        page.append("- [%s](#%s): %s\n".formatted(kind.kind(), kind.kind(), firstSentence(kind))));
    Map<String, Class<?>> shared =
        new TreeMap<>(Map.of("missing", Missing.class, "view", Views.class));
    shared.forEach((word, type) -> {
      page.append("\n`").append(word).append("`, which several kinds take:\n\n");
      words(type);
    });
    kinds.forEach(this::kind);
    return page.toString();
  }

  private void kind(KindCases kind) {
    Class<?> type = kind.check().getClass();
    page.append("\n## ").append(kind.kind()).append("\n\n");
    page.append(about(type)).append("\n\n| word | type | required | meaning |\n");
    page.append("| --- | --- | --- | --- |\n");
    rows("", type);
    for (RecordComponent component : type.getRecordComponents()) {
      Type content = content(component);
      if (content instanceof Class<?> words
          && words.isEnum()
          && words != Missing.class
          && words != Views.class) {
        page.append("\nThe words of `").append(word(component)).append("`:\n\n");
        words(words);
      }
    }
    example(kind);
  }

  private void rows(String above, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      String word = above + word(component);
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  word, typeName(component), isRequired(component) ? "yes" : "", about(component)));
      Type inner =
          content(component) instanceof ParameterizedType list
              ? list.getActualTypeArguments()[0]
              : content(component);
      if (inner instanceof Class<?> nested && nested.isRecord() && isOurs(nested)) {
        rows(word + ": ", nested);
      }
    }
  }

  private void words(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name();
      try {
        page.append("- `%s`: %s\n".formatted(wordOf(name), about(type.getField(name))));
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The first case that fails, one that can be fixed before one that is only reported. */
  private void example(KindCases kind) {
    KindCase shown =
        kind.cases().stream()
            .filter(one -> one.verdict() == KindCase.Answer.FAIL && one.fixed().isPresent())
            .findFirst()
            .or(() ->
                kind.cases().stream()
                    .filter(one -> one.verdict() == KindCase.Answer.FAIL)
                    .findFirst())
            .orElseThrow();
    MemoryWindows machine = new MemoryWindows(shown.machine());
    Windows view = shown.isForUser() ? machine.as(machine.users().self().orElseThrow()) : machine;
    Verdict.Fail fail = (Verdict.Fail) shown.check().judge(view);
    page.append("\n```yaml\n").append(Json.writeYaml(shown.check())).append("```\n\n");
    page.append("Expected ").append(code(fail.expected()));
    page.append(", found ").append(code(fail.actual()));
    if (fail.fix().isEmpty()) {
      page.append(": this is only reported.\n");
      return;
    }
    page.append(": the fix is\n\n| what | before | after |\n| --- | --- | --- |\n");
    for (Change change : fail.fix()) {
      page.append(
          "| %s | %s | %s |\n"
              .formatted(
                  code(change.target()), code(change.beforeText()), code(change.afterText())));
    }
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  private static String firstSentence(KindCases kind) {
    String about = about(kind.check().getClass());
    return about.substring(0, about.indexOf('.') + 1);
  }

  private static String about(java.lang.reflect.AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(About.class))
        .map(About::value)
        .map(text -> text.replaceAll("([|*<])", "\\\\$1"))
        .orElseThrow(() -> new IllegalStateException(element + " has no @About."));
  }

  private static boolean isRequired(RecordComponent component) {
    boolean isList = component.getType() == List.class || component.getType() == Set.class;
    return component.getType() != Optional.class
        && (!isList || component.getAnnotation(About.class).required());
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackageName().equals(Check.class.getPackageName());
  }

  private static String typeName(RecordComponent component) {
    if (component.getAnnotation(About.class).pattern()) {
      return "regular expression";
    }
    Type content = content(component);
    if (content instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> type
        && type.isEnum()) {
      return "list of " + listed(type);
    }
    if (content instanceof ParameterizedType list) {
      return "list of " + TYPES.get(list.getActualTypeArguments()[0]) + "s";
    }
    if (content instanceof Class<?> type && type.isEnum()) {
      return listed(type);
    }
    return Optional.ofNullable(TYPES.get(content)).orElse("mapping");
  }

  private static String listed(Class<?> words) {
    return Arrays.stream(words.getEnumConstants())
        .map(constant -> "`" + wordOf(((Enum<?>) constant).name()) + "`")
        .collect(Collectors.joining(", "));
  }

  /** What may stand there, without the Optional around it. */
  private static Type content(RecordComponent component) {
    return component.getType() == Optional.class
        ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
        : component.getGenericType();
  }

  private static String word(RecordComponent component) {
    List<String> parts = new ArrayList<>(List.of(component.getName().split("(?=[A-Z])", -1)));
    return String.join("-", parts).toLowerCase(Locale.ROOT);
  }

  private static String wordOf(String constant) {
    return (constant.startsWith("_") ? constant.substring(1) : constant)
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }
}
