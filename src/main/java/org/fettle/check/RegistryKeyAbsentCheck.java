package org.fettle.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Changes;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.Windows;

@About(
    "A registry key is absent, or those of its subkeys that are named so, with all below them. The fix removes them, and keeps all of it for"
        + " the way back; more than 5,000 keys and values are only reported.")
public record RegistryKeyAbsentCheck(
    @About("The registry key, at least two names below its hive.") RegistryKey key,
    @About(
            "Which of the subkeys directly below it are not to be there, with * and ?; the key itself stays then.")
        Optional<String> subkeys,
    @About("Subkeys that stay, with * and ?.") List<String> except,
    @About("The registry view: 64 (the default), 32 or both.") Optional<Views> view)
    implements Check {
  /** Refuses a key that half of Windows lies in, and what would take all subkeys of any key. */
  public RegistryKeyAbsentCheck {
    except = List.copyOf(except);
    if (subkeys
        .filter(name -> name.chars().allMatch(each -> "*? ".indexOf(each) >= 0))
        .isPresent()) {
      throw new IllegalArgumentException("'subkeys' needs a name that is not all wildcards.");
    }
    if (subkeys.isEmpty() && !except.isEmpty()) {
      throw new IllegalArgumentException("'except' is about subkeys, and needs 'subkeys'.");
    }
    if (key.names().size() < 2) {
      throw new IllegalArgumentException(
          "The key '" + key + "' is too near the root of the registry to be removed by a policy.");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    List<RegistryKey> places = Views.of(view, key);
    List<Verdict> verdicts = new ArrayList<>();
    for (RegistryKey place : places) {
      Verdict verdict = Verdict.of(() -> judged(windows.registry(), place));
      verdicts.add(places.size() == 1 ? verdict : JudgedValue.inView(verdict, place));
    }
    return AllCheck.together(verdicts);
  }

  private Verdict judged(Registry registry, RegistryKey place) {
    if (subkeys.isEmpty()) {
      return judge(registry, place);
    }
    List<RegistryKey> unwanted = unwanted(registry, place, new Wildcard(subkeys.get()));
    if (unwanted.isEmpty()) {
      return new Verdict.Pass("absent");
    }
    Verdict verdict =
        AllCheck.together(
            unwanted.stream().map(each -> named(each.name(), judge(registry, each))).toList());
    return verdict instanceof Verdict.Fail fail && fail.fix().size() > Changes.LARGEST_TREE
        ? new Verdict.Fail(
            fail.expected(), fail.actual() + "; together too many to remove", List.of())
        : verdict;
  }

  private List<RegistryKey> unwanted(Registry registry, RegistryKey place, Wildcard wanted) {
    List<Wildcard> kept = except.stream().map(Wildcard::new).toList();
    return registry.exists(place)
        ? registry.subkeys(place).stream()
            .filter(wanted::matches)
            .filter(name -> kept.stream().noneMatch(each -> each.matches(name)))
            .map(place::child)
            .toList()
        : List.of();
  }

  private Verdict named(String name, Verdict verdict) {
    return verdict instanceof Verdict.Fail fail
        ? new Verdict.Fail(expected(), name + ", " + fail.actual(), fail.fix())
        : verdict;
  }

  private String expected() {
    return "no subkey "
        + subkeys.orElse("")
        + (except.isEmpty() ? "" : " except " + String.join(", ", except))
        + " below "
        + key;
  }

  private static Verdict judge(Registry registry, RegistryKey place) {
    if (!registry.exists(place)) {
      return new Verdict.Pass("absent");
    }
    int size = size(registry, place);
    return size > Changes.LARGEST_TREE
        ? new Verdict.Fail(
            "absent",
            "a key with more than " + Changes.LARGEST_TREE + " keys and values, too many to remove",
            List.of())
        : new Verdict.Fail(
            "absent",
            size == 1 ? "an empty key" : "a key with " + shown(size - 1) + " below it",
            Changes.toRemove(registry, place));
  }

  private static String shown(int parts) {
    return parts == 1 ? "1 key or value" : parts + " keys and values";
  }

  /** The keys and values of the tree, its root among them, counted only until they are too many. */
  private static int size(Registry registry, RegistryKey root) {
    int size = 0;
    Deque<RegistryKey> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty() && size <= Changes.LARGEST_TREE) {
      RegistryKey next = open.pop();
      size += 1 + registry.values(next).size();
      registry.subkeys(next).forEach(name -> open.push(next.child(name)));
    }
    return size;
  }
}
