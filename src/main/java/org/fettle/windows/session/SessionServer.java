package org.fettle.windows.session;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.fettle.windows.LowPriority;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.session.Messages.Answered;
import org.fettle.windows.session.Messages.Asked;

/**
 * The end that answers, in the user's session and with the user's rights. It serves until nobody
 * asks any more. Of changes it makes those of the user's own side only, and none that the deny list
 * forbids; so whoever asks cannot make more of it than the user could do.
 */
public final class SessionServer {
  private final Windows view;
  private final User user;
  private final SessionLimits limits;
  private final LowPriority lowPriority;
  private boolean isFixing;

  /**
   * Serves this view.
   *
   * @param view the view of the user whose process this is
   * @param lowPriority how it answers until it is asked for a change: until then the machine is
   *     judged, and afterwards a fix is under way, which waits for what is read for it, too
   */
  public SessionServer(Windows view, SessionLimits limits, LowPriority lowPriority) {
    this.view = view;
    this.limits = limits;
    this.lowPriority = lowPriority;
    user = view.user().orElseThrow();
  }

  /**
   * Answers until the questions end.
   *
   * @throws IOException when a pipe breaks, or what is asked cannot be understood: nobody is there
   *     then who could be told
   */
  public void serve(InputStream requests, OutputStream answers) throws IOException {
    try {
      while (true) {
        Asked asked = Messages.read(requests, Asked.class, limits.largestMessage()).content();
        isFixing |= asked.request() instanceof SessionRequest.Apply;
        SessionAnswer answer =
            isFixing ? answer(asked.request()) : lowPriority.during(() -> answer(asked.request()));
        byte[] message = Messages.bytes(new Answered(asked.number(), answer));
        if (message.length > limits.largestMessage()) {
          message = Messages.bytes(new Answered(asked.number(), tooLarge()));
        }
        Messages.write(answers, message);
        if (isForAnother(asked.request())) {
          return;
        }
      }
    } catch (EOFException e) {
      return; // Nobody asks any more.
    }
  }

  private SessionAnswer answer(SessionRequest request) {
    try {
      return request.answer(view);
    } catch (WindowsException e) {
      return SessionAnswer.Refused.of(e);
    }
  }

  private boolean isForAnother(SessionRequest request) {
    return request instanceof SessionRequest.Hello hello && !hello.sid().equals(user.sid());
  }

  private static SessionAnswer tooLarge() {
    return SessionAnswer.Refused.of(
        WindowsException.broken("There is more of it than a session's process tells."));
  }
}
