package org.fettle.service;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.fettle.policy.bundle.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * A bundle at an HTTPS address. It is asked for with what tells the one in force (ETag,
 * Last-Modified), within limits of time and size whatever the server says or does, through the
 * system's proxy, without cookies and without signing in anywhere. Redirects are followed to HTTPS
 * only. Nothing of it has to be secret or pinned: the bundle is signed.
 *
 * <p>It goes by {@link HttpsURLConnection}, which is of java.base: the trimmed runtime needs no
 * module more, and between two askings there is neither a thread nor a pool.
 */
final class HttpsBundle implements BundleSource {
  private final URI address;
  private final Callable<SSLContext> trust;
  private final Bounds bounds;
  private final InstantSource clock;
  private final String agent;
  private @Nullable HttpsFetch last;
  private volatile @Nullable FutureTask<Answer> task;
  private volatile boolean stopped;

  /**
   * How much patience there is.
   *
   * @param silence for a connection, and for each further sign of life
   * @param whole for all of it, redirects too
   */
  record Bounds(Duration silence, Duration whole, int bytes) {
    static final Bounds USUAL =
        new Bounds(Duration.ofSeconds(20), Duration.ofMinutes(2), Bundle.LARGEST);
  }

  /**
   * The bundle at that address.
   *
   * @param trust whom to believe that a server is who it says; made anew for each asking
   */
  HttpsBundle(
      URI address,
      Callable<SSLContext> trust,
      Bounds bounds,
      InstantSource clock,
      String agentVersion) {
    if (!isHttps(address)) {
      throw new IllegalArgumentException(
          "Policies are fetched by HTTPS only, and " + address + " is no such address.");
    }
    this.address = address;
    this.trust = trust;
    this.bounds = bounds;
    this.clock = clock;
    this.agent = "Fettle/" + agentVersion;
  }

  static boolean isHttps(URI address) {
    return "https".equalsIgnoreCase(address.getScheme())
        && address.getHost() != null
        && address.getRawUserInfo() == null;
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public boolean isNear() {
    return false;
  }

  /**
   * The connection's own time limits are for each single read, and a server that says a letter now
   * and then passes them all. So the asking has a thread of its own, which is left behind when its
   * time is over.
   */
  @Override
  public synchronized Answer ask(Optional<String> known) throws Unreachable {
    if (last != null && !last.isOver()) {
      throw new Unreachable(address + ": The last request has not come to its end yet.");
    }
    HttpsFetch fetch = new HttpsFetch(address, trust, bounds, clock, agent, known);
    FutureTask<Answer> asking = new FutureTask<>(fetch);
    last = fetch;
    task = asking;
    if (stopped) {
      throw new Unreachable(address + ": The service stops.");
    }
    Thread thread = new Thread(asking, "policy fetch");
    thread.setDaemon(true);
    thread.start();
    try {
      return asking.get(bounds.whole().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw told(e.getCause());
    } catch (TimeoutException e) {
      fetch.abandon();
      throw new Unreachable(
          address + ": It was not there whole within " + bounds.whole().toSeconds() + " seconds.");
    } catch (CancellationException e) {
      fetch.abandon();
      throw new Unreachable(address + ": The service stops.");
    } catch (InterruptedException e) {
      fetch.abandon();
      Thread.currentThread().interrupt();
      throw new Unreachable(address + ": The request was interrupted.");
    }
  }

  @Override
  public void stop() {
    stopped = true;
    FutureTask<Answer> asking = task;
    if (asking != null) {
      asking.cancel(false);
    }
  }

  private Unreachable told(@Nullable Throwable cause) {
    return switch (cause) {
      case Unreachable told -> told;
      case IOException e -> new Unreachable(address + ": " + FetchProblems.sentence(e));
      case GeneralSecurityException e ->
          new Unreachable(
              address + ": The certificates trusted here cannot be read: " + e.getMessage() + ".");
      case null, default -> throw new IllegalStateException("Cannot ask " + address + ".", cause);
    };
  }
}
