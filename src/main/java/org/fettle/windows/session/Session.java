package org.fettle.windows.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.session.Messages.Answered;
import org.fettle.windows.session.Messages.Asked;
import org.fettle.windows.session.Messages.BadMessage;
import org.jspecify.annotations.Nullable;

/**
 * The end that asks. The process is started at the first question. Whatever it does but answer what
 * it was asked, in time and in form, ends it, and from then on each question fails at once; until
 * the session is closed, after which it begins anew.
 */
final class Session implements AutoCloseable {
  private final User user;
  private final Supplier<SessionLink> start;
  private final SessionLimits limits;
  private @Nullable Conversation conversation;
  private Optional<Lost> lost = Optional.empty();

  /**
   * A session of which nothing is started yet.
   *
   * @param start starts the process
   */
  Session(User user, Supplier<SessionLink> start, SessionLimits limits) {
    this.user = user;
    this.start = start;
    this.limits = limits;
  }

  /** What the process did instead of answering, as a sentence. */
  private static final class Lost extends Exception {
    private static final long serialVersionUID = 1;

    Lost(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }

    WindowsException exception() {
      WindowsException exception = WindowsException.broken(String.valueOf(getMessage()));
      exception.addSuppressed(this);
      return exception;
    }
  }

  /**
   * Asks, and waits for the answer, which is one that the request takes.
   *
   * @throws WindowsException what the process was refused in the user's session, or why it cannot
   *     be asked; of the kind UNKNOWN where it was lost while it made a change
   */
  synchronized SessionAnswer ask(SessionRequest request) {
    Conversation open = opened();
    try {
      SessionAnswer answer = exchange(open, request, limits.answer());
      if (answer instanceof SessionAnswer.Refused refused) {
        throw refused.exception();
      }
      return answer;
    } catch (Lost e) {
      throw request instanceof SessionRequest.Apply apply
          ? WindowsException.unknown(
              "Whether " + apply.change().target() + " was changed is not known: " + e.getMessage())
          : e.exception();
    }
  }

  /** Ends the process. */
  @Override
  public synchronized void close() {
    lost = Optional.empty();
    end();
  }

  private Conversation opened() {
    if (lost.isPresent()) {
      throw lost.get().exception();
    }
    Conversation open = conversation;
    if (open == null) {
      open = new Conversation(start.get());
      conversation = open;
      try {
        SessionAnswer answer = exchange(open, new SessionRequest.Hello(user.sid()), limits.start());
        if (!answer.equals(new SessionAnswer.Hello(user.sid()))) {
          throw lost("is another account's", null);
        }
      } catch (Lost e) {
        throw e.exception();
      }
    }
    return open;
  }

  private SessionAnswer exchange(Conversation open, SessionRequest request, Duration patience)
      throws Lost {
    Future<SessionAnswer> answer = open.waiter.submit(() -> open.exchange(request));
    try {
      SessionAnswer given = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!(given instanceof SessionAnswer.Refused) && !request.takes(given)) {
        throw lost("answered what it was not asked", null);
      }
      return given;
    } catch (TimeoutException e) {
      throw lost("did not answer within " + patience.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost("is not waited for any longer", e);
    } catch (ExecutionException e) {
      throw lost(reason(e.getCause()), e.getCause());
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return switch (cause) {
      case BadMessage bad -> String.valueOf(bad.getMessage());
      case IOException broken -> "ended before it answered";
      case null, default -> "sent what cannot be understood";
    };
  }

  private Lost lost(String what, @Nullable Throwable cause) {
    end();
    Lost now =
        new Lost(
            "The process in the session of " + user.name() + ' ' + what + ", and was ended.",
            cause);
    lost = Optional.of(now);
    return now;
  }

  private void end() {
    Conversation open = conversation;
    conversation = null;
    if (open != null) {
      open.link.close();
      open.waiter.shutdownNow();
    }
  }

  /** One process, and the thread that waits for it. */
  private final class Conversation {
    final SessionLink link;
    final ExecutorService waiter =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("session of " + user.sid()).factory());

    private long asked;
    private long received;

    Conversation(SessionLink link) {
      this.link = link;
    }

    SessionAnswer exchange(SessionRequest request) throws IOException {
      long number = ++asked;
      Messages.write(link.requests(), Messages.bytes(new Asked(number, request)));
      long most = Math.min(limits.largestMessage(), limits.mostBytes() - received);
      Messages.Received<Answered> message = Messages.read(link.answers(), Answered.class, most);
      received += message.bytes();
      if (message.content().number() != number) {
        throw new BadMessage("answered what it was not asked");
      }
      return message.content().answer();
    }
  }
}
