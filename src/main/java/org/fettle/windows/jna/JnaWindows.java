package org.fettle.windows.jna;

import com.sun.jna.Platform;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Owners;
import org.fettle.windows.Processes;
import org.fettle.windows.User;
import org.fettle.windows.Users;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableCertificates;
import org.fettle.windows.WritableCredentials;
import org.fettle.windows.WritableFiles;
import org.fettle.windows.WritableRegistry;
import org.fettle.windows.WritableServices;
import org.fettle.windows.WritableWindows;
import org.fettle.windows.jna.JnaFiles.Writing;
import org.fettle.windows.session.SessionLimits;
import org.fettle.windows.session.SessionLink;
import org.fettle.windows.session.SessionWindows;

/**
 * The Windows this process runs on. Closing a user's view lets go of what that view holds open and
 * remembers; closing the machine lets go of everything.
 */
public final class JnaWindows implements WritableWindows {
  private static final int ACCESS_DENIED = 5;

  private final Optional<User> user;
  private final JnaRegistry registry;
  private final Users users;
  private final Processes processes;
  private final JnaFiles files;
  private final JnaCredentials credentials;
  private final JnaCertificates certificates;
  private final JnaServices services;
  private final JnaOwners owners;
  private final Map<String, Windows> views = new HashMap<>();
  private final JnaWindows machine;
  private final boolean self;
  private final Predicate<User> throughSession;
  private final Function<User, SessionLink> sessions;

  /**
   * The machine.
   *
   * @param throughSession of whom the own side is reached through a process in their session
   * @param sessions starts that process
   */
  JnaWindows(Predicate<User> throughSession, Function<User, SessionLink> sessions) {
    machine = this;
    self = false;
    this.throughSession = throughSession;
    this.sessions = sessions;
    user = Optional.empty();
    registry = new JnaRegistry(user);
    users = new JnaUsers(registry);
    processes = new JnaProcesses();
    credentials = new JnaCredentials(user, false);
    certificates = new JnaCertificates(user, false);
    services = new JnaServices();
    files = new JnaFiles(() -> JnaEnvironment.of(registry, user, false), machineWriting(users));
    owners = new JnaOwners(registry, user);
  }

  private JnaWindows(JnaWindows machine, User person) {
    this.machine = machine;
    user = Optional.of(person);
    registry = new JnaRegistry(user);
    users = machine.users;
    processes = machine.processes;
    services = machine.services;
    throughSession = machine.throughSession;
    sessions = machine.sessions;
    self = users.self().filter(own -> own.sid().equals(person.sid())).isPresent();
    if (!self && !users.isElevated()) {
      throw WindowsException.failed("open the view of", person.name(), ACCESS_DENIED);
    }
    credentials = new JnaCredentials(user, self);
    certificates = new JnaCertificates(user, self);
    files =
        new JnaFiles(
            () -> JnaEnvironment.of(registry, user, self),
            self ? Writing.AS_THE_USER : Writing.NOT_HERE);
    owners = new JnaOwners(registry, user);
  }

  // Without an administrator's rights there is nothing that a link or a stranger could misuse.
  private static Writing machineWriting(Users users) {
    return users.isElevated() ? Writing.AS_ADMINISTRATOR : Writing.AS_THE_USER;
  }

  /**
   * Opens the machine.
   *
   * @throws WindowsException when this is not a 64-bit Java on Windows
   */
  public static JnaWindows open() {
    if (!Platform.isWindows() || !Platform.is64Bit()) {
      throw WindowsException.broken("There is no Windows here that a 64-bit Java could look at.");
    }
    return NativeCalls.guarded("open", "this machine", JnaWindows::ofThisProcess);
  }

  private static JnaWindows ofThisProcess() {
    // Only LocalSystem is given the tokens of others.
    boolean localSystem = Tokens.isLocalSystem();
    Optional<String> own = Tokens.ownSid();
    return new JnaWindows(
        user -> localSystem && user.session().isPresent() && !own.equals(Optional.of(user.sid())),
        user ->
            new SessionStarter(
                    new Sessions(new TerminalSessions(), localSystem),
                    SessionCommand.ofThisProgram())
                .apply(user));
  }

  @Override
  public MachineFacts facts() {
    return JnaFacts.read();
  }

  @Override
  public Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public WritableRegistry registry() {
    return registry;
  }

  @Override
  public WritableCredentials credentials() {
    return credentials;
  }

  @Override
  public WritableCertificates certificates() {
    return certificates;
  }

  @Override
  public WritableServices services() {
    return services;
  }

  @Override
  public WritableFiles files() {
    return files;
  }

  @Override
  public Processes processes() {
    return processes;
  }

  @Override
  public Users users() {
    return users;
  }

  @Override
  public Owners owners() {
    return owners;
  }

  @Override
  public Optional<User> user() {
    return user;
  }

  @Override
  public Windows as(User person) {
    synchronized (machine.views) {
      return machine.views.computeIfAbsent(person.sid(), sid -> machine.view(person));
    }
  }

  private Windows view(User person) {
    JnaWindows direct = new JnaWindows(machine, person);
    return throughSession.test(person)
        ? new SessionWindows(direct, person, () -> sessions.apply(person), SessionLimits.USUAL)
        : direct;
  }

  /** {@inheritDoc} What is on a user's side of the machine is written by nobody but that user. */
  @Override
  public void apply(Change change) {
    if (user.isPresent() && !self && !change.needsRights(user)) {
      throw WindowsException.forbidden(
          change.target()
              + " of "
              + user.get().name()
              + " is only written in a session of theirs, which only the service can reach.");
    }
    Changes.apply(this, change);
  }

  @Override
  public void close() {
    registry.close();
    owners.close();
    if (machine == this) {
      synchronized (views) {
        views.values().forEach(Windows::close);
      }
    }
  }
}
