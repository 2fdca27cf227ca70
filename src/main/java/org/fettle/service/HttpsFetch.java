package org.fettle.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.fettle.report.Escapes;
import org.fettle.service.BundleSource.Answer;
import org.fettle.service.BundleSource.Unreachable;
import org.jspecify.annotations.Nullable;

/** One asking for a bundle at an HTTPS address; it may be given up from another thread. */
final class HttpsFetch implements Callable<Answer> {
  private static final int MOST_REDIRECTS = 5;
  private static final int NOT_MODIFIED = 304;
  private static final int TEMPORARY_REDIRECT = 307;
  private static final int PERMANENT_REDIRECT = 308;
  private static final int LONGEST_SHOWN = 200;
  private static final int AT_FIRST = 256 * 1024;

  private final URI address;
  private final Callable<SSLContext> trust;
  private final HttpsBundle.Bounds bounds;
  private final InstantSource clock;
  private final String agent;
  private final Optional<String> known;
  private volatile @Nullable OwnSockets sockets;
  private volatile @Nullable HttpURLConnection connection;
  private volatile boolean isAbandoned;
  private volatile boolean isOver;

  /**
   * An asking that has not begun.
   *
   * @param agent what it calls itself
   * @param known the stamp of what need not be given again
   */
  HttpsFetch(
      URI address,
      Callable<SSLContext> trust,
      HttpsBundle.Bounds bounds,
      InstantSource clock,
      String agent,
      Optional<String> known) {
    this.address = address;
    this.trust = trust;
    this.bounds = bounds;
    this.clock = clock;
    this.agent = agent;
    this.known = known;
  }

  boolean isOver() {
    return isOver;
  }

  /** Ends it, whatever it waits for. */
  void abandon() {
    isAbandoned = true;
    OwnSockets open = sockets;
    if (open != null) {
      open.close();
    }
    // The way to a proxy, before there is a tunnel, is a socket of the JDK's own.
    HttpURLConnection current = connection;
    if (current != null) {
      current.disconnect();
    }
  }

  @Override
  public Answer call() throws Exception {
    try (OwnSockets own = new OwnSockets(trust.call().getSocketFactory())) {
      sockets = own;
      return answer(address, own, MOST_REDIRECTS);
    } finally {
      isOver = true;
    }
  }

  private Answer answer(URI from, OwnSockets own, int redirects) throws Exception {
    HttpsURLConnection asked = open(from, own);
    connection = asked;
    try {
      requireWanted();
      int status = asked.getResponseCode();
      return switch (status) {
        case HttpURLConnection.HTTP_OK -> read(asked);
        case NOT_MODIFIED -> {
          if (known.isEmpty()) {
            throw new Unreachable(address + ": The server says that nothing unknown is changed.");
          }
          yield new Answer.Unchanged();
        }
        case HttpURLConnection.HTTP_MOVED_PERM,
            HttpURLConnection.HTTP_MOVED_TEMP,
            HttpURLConnection.HTTP_SEE_OTHER,
            TEMPORARY_REDIRECT,
            PERMANENT_REDIRECT -> {
          if (redirects == 0) {
            throw new Unreachable(
                address + ": It was redirected more than " + MOST_REDIRECTS + " times.");
          }
          yield answer(target(asked, from), own, redirects - 1);
        }
        default -> throw refusal(asked, status);
      };
    } finally {
      own.end(); // No connection is kept for an asking in half an hour.
      asked.disconnect();
    }
  }

  private HttpsURLConnection open(URI from, OwnSockets own) throws IOException {
    HttpsURLConnection asked = (HttpsURLConnection) from.toURL().openConnection();
    asked.setSSLSocketFactory(own);
    asked.setInstanceFollowRedirects(false);
    asked.setUseCaches(false);
    asked.setConnectTimeout((int) bounds.silence().toMillis());
    asked.setReadTimeout((int) bounds.silence().toMillis());
    asked.setRequestProperty("User-Agent", agent);
    asked.setRequestProperty("Accept", "application/zip, */*;q=0.5");
    asked.setRequestProperty("Accept-Encoding", "identity");
    known.map(HttpStamp::of).ifPresent(stamp -> stamp.askWith(asked));
    return asked;
  }

  private void requireWanted() throws InterruptedIOException {
    if (isAbandoned) {
      throw new InterruptedIOException("Nobody waits for it any more.");
    }
  }

  private URI target(HttpURLConnection asked, URI from) throws Unreachable {
    String location = Optional.ofNullable(asked.getHeaderField("Location")).orElse("");
    try {
      URI target = from.resolve(new URI(location));
      if (HttpsBundle.isHttps(target)) {
        return target;
      }
    } catch (URISyntaxException e) {
      throw new Unreachable(address + ": The server redirects to what is no address.");
    }
    throw new Unreachable(
        address + ": The server redirects to " + shown(location) + ", which is not HTTPS.");
  }

  private Unreachable refusal(HttpURLConnection asked, int status) {
    String sentence =
        switch (status) {
          case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
              "There is no bundle at this address: the server answers " + status + ".";
          case HttpURLConnection.HTTP_PROXY_AUTH ->
              "The proxy wants somebody to sign in, which Fettle does not.";
          case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
              "The server does not give it to this machine: it answers " + status + ".";
          default -> "The server answers " + status + ".";
        };
    return new Unreachable(
        address + ": " + sentence,
        RetryAfter.in(asked.getHeaderField("Retry-After"), clock.instant()));
  }

  private Answer read(HttpURLConnection asked) throws IOException {
    long announced = asked.getContentLengthLong();
    if (announced > bounds.bytes()) {
      return tooLarge();
    }
    String encoding = asked.getContentEncoding();
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return new Answer.Unusable(
          address + ": The server packs the bundle with " + shown(encoding) + ", unasked.");
    }
    byte[] bytes = new byte[announced >= 0 ? Math.min((int) announced + 1, AT_FIRST) : AT_FIRST];
    int length = 0;
    InputStream in = asked.getInputStream(); // It ends with the sockets, without being drained.
    for (int got = 0; got >= 0; length += Math.max(got, 0)) {
      requireWanted();
      if (length > bounds.bytes()) {
        return tooLarge();
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(2 * length, bounds.bytes() + 1));
      }
      got = in.read(bytes, length, bytes.length - length);
    }
    if (length < announced) {
      // Java 21 takes the end of the connection for the end of the file; later ones refuse it.
      throw new Unreachable(address + ": " + FetchProblems.CUT_OFF);
    }
    if (announced >= 0 && length > announced) {
      throw new Unreachable(
          address + ": It is of " + length + " bytes, and the server said " + announced + ".");
    }
    return new Answer.Offered(Arrays.copyOf(bytes, length), HttpStamp.in(asked).text());
  }

  private Answer tooLarge() {
    return new Answer.Unusable(
        address + ": It is larger than " + bounds.bytes() + " bytes, and is not read.");
  }

  private static String shown(String header) {
    return Escapes.visible(header, LONGEST_SHOWN);
  }
}
