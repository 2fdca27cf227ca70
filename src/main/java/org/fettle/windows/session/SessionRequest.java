package org.fettle.windows.session;

import java.util.Base64;
import java.util.Optional;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * What the process in a user's session is asked: what lies in their vault, their stores and their
 * files, and the one change they may make. The registry is not among it: the hive of a signed-in
 * user is loaded, and reading it needs no process.
 */
public sealed interface SessionRequest {
  /** What the user's view says. */
  SessionAnswer answer(Windows view);

  /** Whether that can be the answer to it; what was refused there always can. */
  boolean takes(SessionAnswer answer);

  /**
   * Which account is it that answers.
   *
   * @param sid the account that is expected
   */
  record Hello(String sid) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      return new SessionAnswer.Hello(view.user().orElseThrow().sid());
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Hello;
    }
  }

  /** See {@link org.fettle.windows.Credentials#all}. */
  record Credentials() implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      return new SessionAnswer.Credentials(view.credentials().all());
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Credentials;
    }
  }

  /** See {@link org.fettle.windows.Certificates#in}; of the user's own stores. */
  record Certificates(CertificateStore store) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      if (store.location() != Location.CURRENT_USER) {
        throw WindowsException.forbidden(store + " is not on the user's side of the machine.");
      }
      return new SessionAnswer.Certificates(view.certificates().in(store));
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Certificates;
    }
  }

  /** See {@link org.fettle.windows.Files#isFile}. */
  record IsFile(String path) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      return new SessionAnswer.Truth(view.files().isFile(path));
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Truth;
    }
  }

  /** See {@link org.fettle.windows.Files#expand}. */
  record Expand(String text) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      return new SessionAnswer.Text(view.files().expand(text));
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Text;
    }
  }

  /** See {@link org.fettle.windows.Files#look}. */
  record Look(String path) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      return orAbsent(view.files().look(path).map(SessionAnswer.Info::new));
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Info || answer instanceof SessionAnswer.Absent;
    }
  }

  /** See {@link org.fettle.windows.Files#entries}. */
  record Entries(String folder) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      return new SessionAnswer.Entries(view.files().entries(folder));
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Entries;
    }
  }

  /** See {@link org.fettle.windows.Files#read}. */
  record Read(String path, int atMost) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      return orAbsent(
          view.files()
              .read(path, atMost)
              .map(bytes -> new SessionAnswer.Content(Base64.getEncoder().encodeToString(bytes))));
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Absent
          || (answer instanceof SessionAnswer.Content found && found.bytes().length <= atMost);
    }
  }

  /** See {@link org.fettle.windows.Files#version}. */
  record Version(String path) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      return orAbsent(view.files().version(path).map(SessionAnswer.Version::new));
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Version || answer instanceof SessionAnswer.Absent;
    }
  }

  /** Make this change, which the journal has by now. */
  record Apply(Change change) implements SessionRequest {
    @Override
    public SessionAnswer answer(Windows view) {
      if (change.needsRights(view.user())) {
        throw WindowsException.forbidden(
            change.target() + " is not on the user's side of the machine.");
      }
      view.apply(change);
      return new SessionAnswer.Done();
    }

    @Override
    public boolean takes(SessionAnswer answer) {
      return answer instanceof SessionAnswer.Done;
    }
  }

  private static SessionAnswer orAbsent(Optional<? extends SessionAnswer> answer) {
    return answer.isPresent() ? answer.get() : new SessionAnswer.Absent();
  }
}
