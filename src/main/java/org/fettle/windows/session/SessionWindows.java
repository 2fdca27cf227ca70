package org.fettle.windows.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.Certificates;
import org.fettle.windows.Change;
import org.fettle.windows.Credentials;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Files;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsView;

/**
 * The machine as a user sees it who is signed in beside us: vault, own stores, files and every
 * write on that user's side through a process in their session, and all else directly. The process
 * is started when it is first needed, and ends when the view is closed.
 */
public final class SessionWindows extends WindowsView {
  private final User user;
  private final Session session;

  /**
   * The user's view.
   *
   * @param direct the same view without that process; it is closed with this one
   * @param start starts the process
   */
  public SessionWindows(
      Windows direct, User user, Supplier<SessionLink> start, SessionLimits limits) {
    super(direct);
    this.user = user;
    session = new Session(user, start, limits);
  }

  @Override
  public Credentials credentials() {
    return () -> ((SessionAnswer.Credentials) session.ask(new SessionRequest.Credentials())).all();
  }

  @Override
  public Certificates certificates() {
    return this::certificatesIn;
  }

  private List<Certificate> certificatesIn(CertificateStore store) {
    return store.location() == Location.CURRENT_USER
        ? ((SessionAnswer.Certificates) session.ask(new SessionRequest.Certificates(store))).all()
        : machine().certificates().in(store);
  }

  @Override
  public Files files() {
    return new UserFiles();
  }

  @Override
  public Optional<User> user() {
    return Optional.of(user);
  }

  @Override
  public Windows as(User other) {
    return machine().as(other);
  }

  /**
   * {@inheritDoc} One of the user's own side is made in their session; it is in the journal before
   * it is sent.
   */
  @Override
  public void apply(Change change) {
    change
        .forbidden()
        .ifPresent(reason -> {
          throw WindowsException.forbidden(change.target() + " is never written: " + reason + ".");
        });
    if (change.needsRights(Optional.of(user))) {
      machine().apply(change);
    } else {
      session.ask(new SessionRequest.Apply(change));
    }
  }

  @Override
  public void close() {
    session.close();
    machine().close();
  }

  private final class UserFiles implements Files {
    @Override
    public boolean isFile(String path) {
      return ((SessionAnswer.Truth) session.ask(new SessionRequest.IsFile(path))).yes();
    }

    @Override
    public String expand(String text) {
      return text.indexOf('%') < 0
          ? text
          : ((SessionAnswer.Text) session.ask(new SessionRequest.Expand(text))).text();
    }

    @Override
    public Optional<FileInfo> look(String path) {
      return session.ask(new SessionRequest.Look(path)) instanceof SessionAnswer.Info found
          ? Optional.of(found.info())
          : Optional.empty();
    }

    @Override
    public List<FileInfo> entries(String folder) {
      return ((SessionAnswer.Entries) session.ask(new SessionRequest.Entries(folder))).all();
    }

    @Override
    public Optional<byte[]> read(String path, int atMost) {
      return session.ask(new SessionRequest.Read(path, atMost))
              instanceof SessionAnswer.Content found
          ? Optional.of(found.bytes())
          : Optional.empty();
    }

    @Override
    public Optional<FileVersion> version(String path) {
      return session.ask(new SessionRequest.Version(path)) instanceof SessionAnswer.Version found
          ? Optional.of(found.version())
          : Optional.empty();
    }
  }
}
