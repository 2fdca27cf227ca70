package org.fettle.windows.jna;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.fettle.windows.FileVersion;
import org.jspecify.annotations.Nullable;

/**
 * Drive C: of a Windows whose every call can be watched, and before which somebody else's hand may
 * do something. It has links of all sorts. Where a caller lets it, it goes wrong as Windows would:
 * what is opened below a link is what lies where the link leads.
 */
final class ScriptedDrive implements FileCalls {
  static final String ADMINISTRATORS = "S-1-5-32-544";
  static final String USERS = "S-1-5-32-545";

  /** A thing on the drive. */
  static final class Thing {
    final boolean folder;
    final Map<String, Thing> things = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byte[] content = new byte[0];

    /** Where a link leads; null for what is none. */
    @Nullable Thing target;

    int names = 1;
    boolean readOnly;
    boolean streams;
    Protection protection =
        new Protection(
            ADMINISTRATORS, Optional.of(List.of(new Protection.Entry(0, 0, -1, ADMINISTRATORS))));

    Thing(boolean folder) {
      this.folder = folder;
    }

    /** A link to that; its kind is of no matter to whoever opens it itself. */
    static Thing linkTo(Thing target) {
      Thing link = new Thing(target.folder);
      link.target = target;
      return link;
    }
  }

  private record Open(Thing thing, Thing folder, String name, @Nullable Purpose purpose) {
    /** Whether others can move and remove it meanwhile. */
    boolean isShared() {
      return purpose == Purpose.LOOK || purpose == Purpose.READ || purpose == Purpose.REPLACE;
    }
  }

  final Thing root = new Thing(true);

  /** Called before each call, with its name and the name it is about, such as {@code open file}. */
  Consumer<String> hand = call -> {};

  /** Whether Windows is older than 1607 and cannot replace an open file. */
  boolean old;

  /** The handles that are open. */
  private final Map<Long, Open> open = new HashMap<>();

  private long last;

  /** How many handles are open. */
  int held() {
    return open.size();
  }

  /** What becomes of them when the power goes off. */
  void forgetHandles() {
    open.clear();
  }

  /** Whether somebody holds it in a way that keeps others from moving or removing it. */
  boolean isPinned(Thing thing) {
    return open.values().stream().anyMatch(one -> one.thing() == thing && !one.isShared());
  }

  Thing folder(String path) {
    Thing at = root;
    for (String name : names(path)) {
      at = at.things.computeIfAbsent(name, absent -> new Thing(true));
    }
    return at;
  }

  Thing file(String path, byte[] content) {
    Thing file = new Thing(false);
    file.content = content.clone();
    put(path, file);
    return file;
  }

  void put(String path, Thing thing) {
    String[] names = names(path);
    folder("C:\\" + String.join("\\", Arrays.copyOf(names, names.length - 1)))
        .things
        .put(names[names.length - 1], thing);
  }

  /** A second name for a file. */
  void hardLink(String path, Thing file) {
    put(path, file);
    file.names++;
  }

  @Nullable Thing find(String path) {
    Thing at = root;
    for (String name : names(path)) {
      at = at == null ? null : at.things.get(name);
    }
    return at;
  }

  private static String[] names(String path) {
    String below = path.substring(3);
    return below.isEmpty() ? new String[0] : below.split("\\\\", -1);
  }

  /** Every thing below, with its content: what must not change is compared by this. */
  static String picture(Thing thing) {
    StringBuilder picture = new StringBuilder();
    picture.append(thing.folder ? "folder" : Arrays.toString(thing.content));
    picture.append(thing.target == null ? "" : " link");
    thing.things.forEach(
        (name, below) -> picture.append('{').append(name).append(picture(below)).append('}'));
    return picture.toString();
  }

  private Thing thing(long handle) {
    Open found = open.get(handle);
    if (found == null) {
      throw new AssertionError("Nothing is open there: " + handle);
    }
    return found.thing();
  }

  /** Where a name in this folder is looked up: below a link that is where it leads. */
  private static Thing inside(Thing folder) {
    return folder.target == null ? folder : folder.target;
  }

  private long opened(Thing thing, Thing folder, String name, @Nullable Purpose purpose) {
    open.put(++last, new Open(thing, folder, name, purpose));
    return last;
  }

  @Override
  public long openDrive(char drive, Purpose purpose) {
    hand.accept("drive " + drive);
    return drive == 'C' ? opened(root, root, "", purpose) : ABSENT;
  }

  @Override
  public long open(long folder, String name, Purpose purpose) {
    hand.accept("open " + name);
    Thing place = inside(thing(folder));
    Thing found = place.things.get(name);
    if (found == null) {
      return ABSENT;
    }
    if ((purpose == Purpose.RENAME || purpose == Purpose.REMOVE) && isPinned(found)) {
      throw new Refused(32);
    }
    return opened(found, place, name, purpose);
  }

  @Override
  public long create(long folder, String name) {
    hand.accept("create " + name);
    Thing place = inside(thing(folder));
    if (place.things.containsKey(name)) {
      throw new Refused(80);
    }
    Thing made = new Thing(false);
    place.things.put(name, made);
    return opened(made, place, name, null);
  }

  @Override
  public Facts facts(long handle) {
    hand.accept("facts");
    Thing thing = thing(handle);
    return new Facts(
        thing.folder,
        thing.target != null,
        thing.readOnly,
        false,
        thing.content.length,
        thing.names,
        Instant.EPOCH);
  }

  @Override
  public String path(long handle) {
    hand.accept("path");
    Thing thing = thing(handle);
    Open known = Objects.requireNonNull(open.get(handle));
    if (thing == root) {
      return "C:\\";
    }
    // Of a file with several names, the one it was opened by.
    return known.folder().things.get(known.name()) == thing
        ? (known.folder() == root ? "C:" : path("C:", root, known.folder()).orElse("C:\\removed"))
            + '\\'
            + nameIn(known.folder(), known.name())
        : path("C:", root, thing).orElse("C:\\removed");
  }

  private static String nameIn(Thing folder, String name) {
    return folder.things.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }

  private static Optional<String> path(String at, Thing folder, Thing wanted) {
    for (Map.Entry<String, Thing> below : folder.things.entrySet()) {
      String path = at + '\\' + below.getKey();
      Optional<String> found =
          below.getValue() == wanted ? Optional.of(path) : path(path, below.getValue(), wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Listed> list(long folder, int atMost) {
    hand.accept("list");
    List<Listed> listed = new ArrayList<>();
    inside(thing(folder))
        .things
        .forEach((name, thing) ->
            listed.add(
                new Listed(
                    name,
                    thing.folder,
                    thing.target != null,
                    thing.content.length,
                    Instant.EPOCH)));
    return listed.subList(0, Math.min(atMost, listed.size()));
  }

  @Override
  public byte[] read(long file, int atMost) {
    hand.accept("read");
    byte[] content = inside(thing(file)).content;
    return Arrays.copyOf(content, Math.min(atMost, content.length));
  }

  @Override
  public void write(long file, byte[] content) {
    hand.accept("write");
    inside(thing(file)).content = content.clone();
  }

  @Override
  public Protection protection(long handle) {
    hand.accept("protection");
    return thing(handle).protection;
  }

  @Override
  public void liken(long file, long to) {
    hand.accept("liken");
    thing(file).protection = thing(to).protection;
  }

  @Override
  public boolean hasStreams(long file) {
    hand.accept("streams");
    return thing(file).streams;
  }

  @Override
  public void rename(long handle, long folder, String name) {
    hand.accept("rename " + name);
    Map<String, Thing> things = inside(thing(folder)).things;
    if (things.containsKey(name)) {
      throw new Refused(183);
    }
    move(handle, things, name);
  }

  @Override
  public boolean renameOver(long handle, long folder, String name, boolean isOpen) {
    hand.accept("rename over " + name);
    if (isOpen && old) {
      return false;
    }
    Map<String, Thing> things = inside(thing(folder)).things;
    if (!isOpen && open.values().stream().anyMatch(one -> one.thing() == things.get(name))) {
      throw new Refused(5);
    }
    move(handle, things, name);
    return true;
  }

  private void move(long handle, Map<String, Thing> folder, String name) {
    Thing thing = thing(handle);
    unlink(handle);
    folder.remove(name); // else it would keep the spelling it had
    folder.put(name, thing);
  }

  private void unlink(long handle) {
    Open known = Objects.requireNonNull(open.get(handle));
    if (!known.folder().things.remove(known.name(), known.thing())) {
      unlink(root, known.thing());
    }
  }

  private static boolean unlink(Thing folder, Thing thing) {
    return folder.things.values().remove(thing)
        || folder.things.values().stream().anyMatch(below -> unlink(below, thing));
  }

  @Override
  public void remove(long handle) {
    hand.accept("remove");
    Thing thing = thing(handle);
    if (thing.target == null && !thing.things.isEmpty()) {
      throw new Refused(145);
    }
    unlink(handle);
    thing.names--;
  }

  @Override
  public Optional<FileVersion> version(long file) {
    hand.accept("version");
    if (!isPinned(thing(file))) {
      throw new AssertionError("The file could be swapped while its path is looked up.");
    }
    return Optional.empty();
  }

  @Override
  public void close(long handle) {
    if (open.remove(handle) == null) {
      throw new AssertionError("Nothing is open there: " + handle);
    }
  }
}
