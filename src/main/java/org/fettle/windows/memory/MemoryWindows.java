package org.fettle.windows.memory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Owners;
import org.fettle.windows.Processes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.SharedKeys;
import org.fettle.windows.User;
import org.fettle.windows.Users;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableCertificates;
import org.fettle.windows.WritableCredentials;
import org.fettle.windows.WritableFiles;
import org.fettle.windows.WritableServices;
import org.fettle.windows.WritableWindows;

/** A machine in memory. It is not for several threads at once. */
public final class MemoryWindows implements WritableWindows {
  private final MemoryState state;
  private final Optional<Consumer<MachineFile>> afterEachChange;
  private final Optional<User> viewer;
  private final Addresses addresses;
  private final MemoryRegistry registry;

  /** The machine of the file; nothing is written anywhere. */
  public MemoryWindows(MachineFile file) {
    this(new MemoryState(file, InstantSource.system()), Optional.empty(), Optional.empty());
  }

  /**
   * The machine of the file.
   *
   * @param clock tells the time, where the file says none
   * @param afterEachChange is given the machine after each change; when it throws, the change is
   *     taken back
   */
  public MemoryWindows(
      MachineFile file, InstantSource clock, Consumer<MachineFile> afterEachChange) {
    this(new MemoryState(file, clock), Optional.of(afterEachChange), Optional.empty());
  }

  private MemoryWindows(
      MemoryState state, Optional<Consumer<MachineFile>> afterEachChange, Optional<User> viewer) {
    this.state = state;
    this.afterEachChange = afterEachChange;
    this.viewer = viewer;
    addresses =
        new Addresses(
            viewer.map(User::sid), CanonicalMachine.isWide(state.file().machine().orElseThrow()));
    registry = new MemoryRegistry(state, addresses);
  }

  /**
   * The machine of this file, which is saved after each change.
   *
   * @throws MachineFileException naming the place, when it is not a machine file
   * @throws IOException when it cannot be read
   */
  public static MemoryWindows open(Path file) throws IOException {
    return new MemoryWindows(
        MachineFile.read(file), InstantSource.system(), machine -> save(machine, file));
  }

  private static void save(MachineFile machine, Path file) {
    try {
      machine.save(file);
    } catch (IOException e) {
      throw WindowsException.broken(
          "Cannot save the machine file " + file + ": " + reason(e) + ".");
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException ? "access denied" : String.valueOf(e.getMessage());
  }

  /** The machine as it is now. */
  public MachineFile snapshot() {
    return state.snapshot();
  }

  @Override
  public MachineFacts facts() {
    return state.file().facts();
  }

  @Override
  public Instant now() {
    return state.now();
  }

  @Override
  public MemoryRegistry registry() {
    return registry;
  }

  @Override
  public WritableCredentials credentials() {
    return new MemoryCredentials(state, viewer);
  }

  @Override
  public WritableCertificates certificates() {
    return new MemoryCertificates(state, viewer);
  }

  @Override
  public WritableServices services() {
    return new MemoryServices(state);
  }

  @Override
  public WritableFiles files() {
    return new MemoryFiles(state, viewer);
  }

  @Override
  public Processes processes() {
    return new MemoryProcesses(state, this::saved);
  }

  @Override
  public Users users() {
    return new MemoryUsers(state.file());
  }

  @Override
  public Owners owners() {
    return this::owner;
  }

  private Optional<String> owner(RegistryKey key, String name) {
    String value = Changes.valueName(SharedKeys.place(addresses.real(key)), name);
    return Optional.ofNullable(state.file().owned().get(value));
  }

  @Override
  public Optional<User> user() {
    return viewer;
  }

  @Override
  public MemoryWindows as(User user) {
    Optional<Person> person =
        state.file().people().stream()
            .filter(known -> known.sid().equalsIgnoreCase(user.sid()))
            .findFirst();
    if (!state.file().isElevated() && !person.map(Person::isSelf).orElse(false)) {
      throw WindowsException.failed("open the view of", user.name(), 5);
    }
    return new MemoryWindows(state, afterEachChange, Optional.of(user));
  }

  @Override
  public void apply(Change change) {
    saved(() -> Changes.apply(this, change));
  }

  /** Does what changes the machine, and tells of it. */
  private void saved(Runnable act) {
    if (afterEachChange.isEmpty()) {
      act.run();
      return;
    }
    MachineFile before = state.snapshot();
    act.run();
    try {
      afterEachChange.get().accept(state.snapshot());
    } catch (RuntimeException e) {
      state.load(before);
      throw e;
    }
  }

  /** Does nothing: nothing is held open. */
  @Override
  public void close() {}

  private record MemoryUsers(MachineFile file) implements Users {
    @Override
    public List<User> visible() {
      return file.people().stream()
          .filter(person -> file.isElevated() || person.isSelf())
          .map(Person::user)
          .toList();
    }

    @Override
    public Optional<User> self() {
      return file.self().map(Person::user);
    }

    @Override
    public boolean isElevated() {
      return file.isElevated();
    }
  }
}
