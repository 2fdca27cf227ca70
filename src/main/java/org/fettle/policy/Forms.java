package org.fettle.policy;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.fettle.json.About;
import org.fettle.json.Node;
import org.fettle.json.Words;
import org.fettle.windows.ByteSize;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.FileVersion;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;

/** Works forms out of Java types, each once and only when it is met. */
final class Forms {
  private static final Map<Class<?>, Form> KNOWN = new ConcurrentHashMap<>();

  private static final Map<Class<?>, Leaf> LEAVES =
      Map.ofEntries(
          Map.entry(String.class, Leaf.TEXT),
          Map.entry(long.class, Leaf.LONG),
          Map.entry(Long.class, Leaf.LONG),
          Map.entry(int.class, Leaf.INT),
          Map.entry(Integer.class, Leaf.INT),
          Map.entry(boolean.class, Leaf.BOOLEAN),
          Map.entry(Boolean.class, Leaf.BOOLEAN),
          Map.entry(Duration.class, Leaf.DURATION),
          Map.entry(LocalTime.class, Leaf.TIME),
          Map.entry(RegistryKey.class, Leaf.KEY),
          Map.entry(CertificateStore.class, Leaf.STORE),
          Map.entry(RegistryValue.class, Leaf.VALUE),
          Map.entry(ByteSize.class, Leaf.SIZE),
          Map.entry(FileVersion.class, Leaf.FILE_VERSION),
          Map.entry(Id.class, Leaf.ID),
          Map.entry(Version.class, Leaf.VERSION),
          Map.entry(Node.class, Leaf.NODE));

  private Forms() {}

  static Form of(Class<?> type) {
    Leaf leaf = LEAVES.get(type);
    if (leaf != null) {
      return leaf;
    }
    Form known = KNOWN.get(type);
    if (known == null) {
      known = work(type);
      KNOWN.put(type, known);
    }
    return known;
  }

  private static Form work(Class<?> type) {
    if (type.isEnum()) {
      return words(type);
    }
    if (type.isRecord()) {
      return fields(type);
    }
    if (type.isSealed()) {
      return kinds(type);
    }
    throw new IllegalArgumentException("No file can hold a " + type.getName() + ".");
  }

  private static Form of(Type type, RecordComponent component) {
    if (type == Node.class && component.isAnnotationPresent(Holds.class)) {
      return new Form.Held(component.getAnnotation(Holds.class).value());
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == Map.class) {
        return new Form.Table(of(arguments[1], component));
      }
      if (generic.getRawType() == List.class || generic.getRawType() == Set.class) {
        return new Form.Many(of(arguments[0], component), generic.getRawType() == Set.class);
      }
    } else if (type instanceof Class<?> plain) {
      return of(plain);
    }
    throw new IllegalArgumentException("No file can hold a " + type + ".");
  }

  private static Form words(Class<?> type) {
    Map<String, Object> words = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      String word = Words.ofConstant((Enum<?>) constant);
      words.put(type == DayOfWeek.class ? word.substring(0, 3) : word, constant);
    }
    return new Form.Words(noun(type), words);
  }

  private static Form kinds(Class<?> type) {
    SortedMap<String, Class<?>> kinds = new TreeMap<>();
    for (Class<?> kind : type.getPermittedSubclasses()) {
      kinds.put(Words.ofKind(kind, type), kind);
    }
    return new Form.Kinds(noun(type), type == ValueFile.class ? "type" : "kind", kinds);
  }

  private static Form fields(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Map<String, Form.Component> byWord = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i++) {
      Form.Component component = component(components[i], i);
      byWord.put(component.word(), component);
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      About about = type.getAnnotation(About.class);
      return new Form.Fields(noun(type), about == null ? "" : about.value(), byWord, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("A record without its own constructor: " + type, e);
    }
  }

  private static Form.Component component(RecordComponent component, int index) {
    About about = component.getAnnotation(About.class);
    Word word = component.getAnnotation(Word.class);
    Type type = component.getGenericType();
    boolean isOptional = component.getType() == Optional.class;
    Form form =
        of(isOptional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type, component);
    if (form == Leaf.TEXT && about != null && about.pattern()) {
      form = Leaf.PATTERN;
    }
    if (about != null && about.path()) {
      form = form instanceof Form.Many many ? new Form.Many(Leaf.PATH, many.isSet()) : Leaf.PATH;
    }
    if (form instanceof Form.Many many && about != null && about.programs()) {
      form = new Form.Many(Leaf.PROGRAM, many.isSet());
    }
    boolean mayBeEmpty = form instanceof Form.Many || form instanceof Form.Table;
    return new Form.Component(
        word == null ? Words.ofName(component.getName()) : word.value(),
        about == null ? "" : about.value(),
        form,
        isOptional,
        !isOptional && (!mayBeEmpty || (about != null && about.required())),
        index,
        component.getAnnotation(Bounds.class));
  }

  /** {@code a rule} for {@code RuleFile}. */
  private static String noun(Class<?> type) {
    String name = type.getSimpleName();
    String bare = name.endsWith("File") ? name.substring(0, name.length() - 4) : name;
    String words = Words.ofName(bare).replace('-', ' ');
    return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
  }
}
