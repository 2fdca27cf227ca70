package org.fettle.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fettle.service.BundleSource.Answer;
import org.fettle.service.BundleSource.Unreachable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Fetching through the system's proxy, which alone knows the way, or bars it. */
@Timeout(60)
@ResourceLock("the JVM's proxies")
class ProxiedBundleTest {
  private static final String HOST = "policies.contoso.example";
  private static final HttpsBundle.Bounds SHORT =
      new HttpsBundle.Bounds(Duration.ofSeconds(1), Duration.ofSeconds(3), 100_000);

  @TempDir static Path folder;

  private static TlsKeys keys;

  private final ProxySelector before = ProxySelector.getDefault();
  private TlsServer server;
  private ConnectProxy proxy;

  @BeforeAll
  static void keys() throws Exception {
    keys = TlsKeys.of(folder, "dns:" + HOST);
  }

  @BeforeEach
  void start() throws Exception {
    server = new TlsServer(keys);
    server.answers(
        "HTTP/1.1 200 OK\nContent-Length: 6\nConnection: close", "bundle".getBytes(UTF_8));
    proxy = new ConnectProxy(HOST);
    ProxySelector.setDefault(ProxySelector.of(proxy.address()));
  }

  @AfterEach
  void stop() throws Exception {
    ProxySelector.setDefault(before);
    proxy.close();
    server.close();
  }

  private HttpsBundle source() {
    return source(server.at(HOST, "/fleet.zip"));
  }

  private static HttpsBundle source(URI address) {
    return new HttpsBundle(address, keys::trust, SHORT, Clock.systemUTC(), "1.2.3");
  }

  private static Unreachable refused(HttpsBundle source) {
    return catchThrowableOfType(Unreachable.class, () -> source.ask(Optional.empty()));
  }

  private static Answer.Offered offered(HttpsBundle source) throws Unreachable {
    return (Answer.Offered) source.ask(Optional.empty());
  }

  @Test
  void aServerThatOnlyTheProxyKnowsIsAskedThroughIt() throws Exception {
    assertThat(offered(source()).bytes()).isEqualTo("bundle".getBytes(UTF_8));
    assertThat(proxy.requests())
        .containsExactly("CONNECT " + server.at(HOST, "").getAuthority() + " HTTP/1.1");
    assertThat(server.requests()).singleElement().asString().startsWith("GET /fleet.zip HTTP/1.1");
  }

  @Test
  void aProxyThatWantsASignInGetsNoneAndIsToldAsThat() {
    String who = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n";
    proxy.refuses(out -> ConnectProxy.say(out, who));
    assertThat(refused(source()))
        .hasMessage(
            server.at(HOST, "/fleet.zip")
                + ": The proxy wants somebody to sign in, which Fettle does not.");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aProxyThatBarsTheWayIsNotTakenForTheServer() {
    proxy.refuses(out -> ConnectProxy.say(out, "HTTP/1.1 403 No\r\nContent-Length: 3\r\n\r\nNo."));
    assertThat(refused(source()))
        .hasMessage(
            server.at(HOST, "/fleet.zip")
                + ": The proxy does not let Fettle through to the server: it answers HTTP/1.1 403 No.");
  }

  @Test
  void aProxyThatIsNotThereIsTold() throws Exception {
    proxy.close();
    assertThat(refused(source())).hasMessageContaining("cannot be connected to");
    assertThat(server.requests()).as("nor is it gone round").isEmpty();
  }

  // Each read succeeds in time, so that only the limit for the whole ends it.
  @Test
  void aProxyThatSaysALetterNowAndThenIsGivenUp() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    proxy.refuses(out -> {
      try {
        drip(out);
      } finally {
        hungUp.countDown();
      }
    });
    HttpsBundle source = source();
    long start = System.nanoTime();
    assertThat(refused(source)).hasMessageContaining("not there whole within 3 seconds");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(hungUp.await(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
  }

  private static void drip(OutputStream out) throws Exception {
    ConnectProxy.say(out, "HTTP/1.1 200 OK\r\nX-Slow: ");
    while (true) {
      ConnectProxy.say(out, "x");
      Thread.sleep(100);
    }
  }
}
