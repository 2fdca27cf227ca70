package org.fettle.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.fettle.service.BundleSource.Answer;
import org.fettle.service.BundleSource.Unreachable;
import org.fettle.service.HttpsBundle.Bounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fetching from a real server on this machine that answers well, badly, slowly, or not at all. */
@Timeout(60)
class HttpsBundleTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final int LARGEST = 100_000;
  private static final Bounds SHORT =
      new Bounds(Duration.ofSeconds(1), Duration.ofSeconds(3), LARGEST);
  private static final byte[] BUNDLE = "This is a bundle.".repeat(100).getBytes(UTF_8);

  @TempDir static Path folder;

  private static TlsKeys localhost;
  private static TlsKeys stranger;
  private static TlsKeys elsewhere;

  private TlsServer server;

  @BeforeAll
  static void keys() throws Exception {
    localhost = TlsKeys.of(folder, "dns:localhost,ip:127.0.0.1");
    stranger = TlsKeys.of(folder, "dns:localhost");
    elsewhere = TlsKeys.of(folder, "dns:policies.contoso.com");
  }

  @BeforeEach
  void start() throws Exception {
    server = new TlsServer(localhost);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static HttpsBundle source(URI address, TlsKeys trusted) {
    return new HttpsBundle(
        address, trusted::trust, SHORT, Clock.fixed(NOW, ZoneOffset.UTC), "1.2.3");
  }

  private HttpsBundle source() {
    return source(server.at("/fleet.zip"), localhost);
  }

  private static Answer.Offered offered(HttpsBundle source) throws Unreachable {
    return (Answer.Offered) source.ask(Optional.empty());
  }

  private static Unreachable refused(HttpsBundle source) {
    return catchThrowableOfType(Unreachable.class, () -> source.ask(Optional.empty()));
  }

  @Test
  void aBundleIsFetchedAndNothingButTheBundleIsAskedFor() throws Exception {
    server.answers("HTTP/1.1 200 OK\nContent-Length: " + BUNDLE.length, BUNDLE);
    assertThat(offered(source()).bytes()).isEqualTo(BUNDLE);
    assertThat(server.requests().getFirst())
        .startsWith("GET /fleet.zip HTTP/1.1\r\n")
        .contains("User-Agent: Fettle/1.2.3\r\n")
        .doesNotContain("Cookie", "Authorization", "If-None-Match", "gzip");
  }

  @Test
  void aBundleInPiecesOfUnknownLengthIsFetched() throws Exception {
    server.answers(
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked",
        "4\r\nThis\r\n5\r\n is a\r\n0\r\n\r\n".getBytes(UTF_8));
    assertThat(new String(offered(source()).bytes(), UTF_8)).isEqualTo("This is a");
  }

  @Test
  void whatTellsTheBundleIsGivenBackAndAnUnchangedOneIsNotSentAgain() throws Exception {
    server.answers((request, out) -> {
      boolean isKnown =
          request.contains("If-None-Match: \"seven\"\r\n")
              && request.contains("If-Modified-Since: Sat, 21 Nov 2026 10:00:00 GMT\r\n");
      out.write(
          (isKnown
                  ? "HTTP/1.1 304 Not Modified\r\n\r\n"
                  : "HTTP/1.1 200 OK\r\nETag: \"seven\"\r\nLast-Modified: Sat, 21 Nov 2026"
                      + " 10:00:00 GMT\r\nContent-Length: 2\r\n\r\nok")
              .getBytes(UTF_8));
    });
    String stamp = offered(source()).stamp();
    assertThat(source().ask(Optional.of(stamp))).isEqualTo(new Answer.Unchanged());
    assertThat(source().ask(Optional.of("\"six\"\n"))).isInstanceOf(Answer.Offered.class);
  }

  @Test
  void aServerThatTellsBundlesApartByNothingIsAskedInFullEachTime() throws Exception {
    server.answers("HTTP/1.1 200 OK\nContent-Length: " + BUNDLE.length, BUNDLE);
    assertThat(offered(source()).stamp()).isEmpty();
  }

  @Test
  void unchangedIsNoAnswerWhereNothingIsKnown() {
    server.answers("HTTP/1.1 304 Not Modified", new byte[0]);
    assertThat(refused(source())).hasMessageContaining("nothing unknown is changed");
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void aRedirectToHttpsIsFollowed(int status) throws Exception {
    server.answers((request, out) ->
        out.write(
            (request.startsWith("GET /fleet.zip ")
                    ? "HTTP/1.1 "
                        + status
                        + " There\r\nLocation: /new/fleet.zip\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew")
                .getBytes(UTF_8)));
    assertThat(new String(offered(source()).bytes(), UTF_8)).isEqualTo("new");
    assertThat(server.requests().getLast()).startsWith("GET /new/fleet.zip ");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost/fleet.zip",
    "file:///etc/passwd",
    "jar:https://localhost/fleet.zip",
    "https://anna:secret@localhost/fleet.zip"
  })
  void aRedirectToAnythingElseIsNot(String target) {
    server.answers("HTTP/1.1 302 There\nLocation: " + target + "\nContent-Length: 0", new byte[0]);
    assertThat(refused(source())).hasMessageContaining("redirects to").hasMessageContaining(target);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void redirectsInACircleComeToAnEnd() {
    server.answers("HTTP/1.1 302 There\nLocation: /fleet.zip\nContent-Length: 0", new byte[0]);
    assertThat(refused(source())).hasMessageContaining("more than 5 times");
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void anAddressThatIsNotHttpsIsNoSource() {
    for (String address : new String[] {"http://localhost/", "file:///x", "https:///x", "x.zip"}) {
      assertThatThrownBy(() -> source(URI.create(address), localhost))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("HTTPS only");
    }
  }

  @Test
  void nothingThereIsToldAsThat() {
    server.answers("HTTP/1.1 404 Not Found\nContent-Length: 0", new byte[0]);
    assertThat(refused(source()))
        .hasMessage(
            server.at("/fleet.zip")
                + ": There is no bundle at this address: the server answers 404.");
    assertThat(refused(source()).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | 120",
        "Sun, 22 Nov 2026 12:30:00 GMT | 1800",
      })
  void aServerInTroubleMaySayHowLong(String header, long seconds) {
    server.answers(
        "HTTP/1.1 500 Trouble\nRetry-After: " + header + "\nContent-Length: 0", new byte[0]);
    Unreachable told = refused(source());
    assertThat(told).hasMessageContaining("answers 500");
    assertThat(told.retryAfter()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"-5", "soon", "99999999999", "'Sat, 21 Nov 2026 12:30:00 GMT'"})
  void whatItSaysWithoutSenseIsNothing(String header) {
    server.answers(
        "HTTP/1.1 503 Trouble\nRetry-After: " + header + "\nContent-Length: 0", new byte[0]);
    assertThat(refused(source()).retryAfter()).isEmpty();
  }

  @Test
  void aProxyOrServerThatWantsASignInGetsNone() {
    server.answers(
        "HTTP/1.1 401 Who\nWWW-Authenticate: Basic realm=\"x\"\nContent-Length: 0", new byte[0]);
    assertThat(refused(source())).hasMessageContaining("does not give it to this machine");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void moreThanIsReadIsRefusedAtTheAnnouncement() throws Exception {
    server.answers("HTTP/1.1 200 OK\nContent-Length: 100001", new byte[0]);
    assertThat(source().ask(Optional.empty()))
        .isEqualTo(
            new Answer.Unusable(
                server.at("/fleet.zip") + ": It is larger than 100000 bytes, and is not read."));
  }

  @Test
  void moreThanIsReadIsRefusedWithoutAnAnnouncementToo() throws Exception {
    server.answers((request, out) -> {
      out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
      byte[] piece = new byte[0x1000];
      while (true) { // until nobody reads any more
        out.write("1000\r\n".getBytes(UTF_8));
        out.write(piece);
        out.write("\r\n".getBytes(UTF_8));
      }
    });
    assertThat(source().ask(Optional.empty())).isInstanceOf(Answer.Unusable.class);
  }

  @Test
  void aLengthThatLiesIsNotBelieved() {
    server.answers("HTTP/1.1 200 OK\nContent-Length: 7", new byte[LARGEST * 2]);
    assertThat(refused(source())).hasMessageContaining("and the server said 7.");
  }

  @Test
  void exactlyAsMuchAsIsReadIsTaken() throws Exception {
    server.answers("HTTP/1.1 200 OK\nContent-Length: " + LARGEST, new byte[LARGEST]);
    assertThat(offered(source()).bytes()).hasSize(LARGEST);
  }

  @Test
  void anAnswerThatIsCutOffIsNotTakenForWhole() {
    server.answers(
        "HTTP/1.1 200 OK\nContent-Length: " + BUNDLE.length, Arrays.copyOf(BUNDLE, 1_000));
    assertThat(refused(source())).hasMessageContaining("It was cut off before its end.");
    server.answers("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "4\r\nThis\r\n".getBytes(UTF_8));
    assertThat(refused(source())).hasMessageContaining("It was cut off before its end.");
  }

  @Test
  void anAnswerThatIsPackedUnaskedIsRefused() throws Exception {
    server.answers("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 2", new byte[2]);
    assertThat(source().ask(Optional.empty()))
        .isInstanceOfSatisfying(
            Answer.Unusable.class, no -> assertThat(no.reason()).contains("gzip"));
  }

  @Test
  void aServerThatIsSilentIsGivenUp() {
    server.answers((request, out) -> Thread.sleep(30_000));
    assertThat(refused(source())).hasMessageContaining("does not answer in time");
  }

  // Each read succeeds in time, so that only the limit for the whole ends it.
  @ParameterizedTest
  @CsvSource({"HTTP/1.1 200 OK", "'HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n'"})
  void aServerThatSaysALetterNowAndThenIsGivenUp(String begin) throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    server.answers((request, out) -> {
      out.write(begin.getBytes(UTF_8));
      try {
        while (true) {
          out.write('x');
          out.flush();
          Thread.sleep(100);
        }
      } finally {
        hungUp.countDown();
      }
    });
    HttpsBundle source = source();
    long start = System.nanoTime();
    assertThat(refused(source)).hasMessageContaining("not there whole within 3 seconds");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(hungUp.await(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
    Thread.sleep(1_500);
    server.answers("HTTP/1.1 200 OK\nContent-Length: 2", "ok".getBytes(UTF_8));
    assertThat(offered(source).bytes()).as("the next asking").hasSize(2);
  }

  @Test
  void aStopOfTheServiceIsNotKeptWaiting() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.answers((request, out) -> {
      asked.countDown();
      Thread.sleep(30_000);
    });
    HttpsBundle source =
        new HttpsBundle(
            server.at("/fleet.zip"),
            localhost::trust,
            new Bounds(Duration.ofSeconds(30), Duration.ofSeconds(30), LARGEST),
            Clock.systemUTC(),
            "1.2.3");
    FutureTask<Unreachable> asking = new FutureTask<>(() -> refused(source));
    new Thread(asking, "asking").start();
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    source.stop();
    assertThat(asking.get(5, TimeUnit.SECONDS)).hasMessageContaining("The service stops");
  }

  @Test
  void nobodyThereIsTold() throws Exception {
    URI address = server.at("/fleet.zip");
    server.close();
    assertThat(refused(source(address, localhost))).hasMessageContaining("cannot be connected to");
    assertThat(refused(source(URI.create("https://nowhere.invalid/x.zip"), localhost)))
        .hasMessageContaining("No server of that name");
  }

  @Test
  void aServerThatNobodyHereVouchesForIsNotAsked() {
    server.answers("HTTP/1.1 200 OK\nContent-Length: 2", new byte[2]);
    assertThat(refused(source(server.at("/fleet.zip"), stranger)))
        .hasMessageContaining("comes from nobody who is trusted on this machine");
    assertThat(server.requests()).noneMatch(request -> request.startsWith("GET"));
  }

  @Test
  void aCertificateForAnotherNameIsNotEnough() throws Exception {
    try (TlsServer other = new TlsServer(elsewhere)) {
      other.answers("HTTP/1.1 200 OK\nContent-Length: 2", new byte[2]);
      assertThat(refused(source(other.at("/fleet.zip"), elsewhere)))
          .hasMessageContaining("is for another name");
      assertThat(other.requests()).noneMatch(request -> request.startsWith("GET"));
    }
    server.answers("HTTP/1.1 200 OK\nContent-Length: 2", new byte[2]);
    assertThat(source(server.at("127.0.0.1", "/x"), localhost)).satisfies(HttpsBundleTest::offered);
  }

  @Test
  void whatIsWrongWithACertificateIsSaidInPlainWords() {
    SSLHandshakeException late = new SSLHandshakeException("PKIX path validation failed");
    late.initCause(new CertPathValidatorException("no", new CertificateExpiredException("x")));
    assertThat(FetchProblems.sentence(late)).isEqualTo("The server's certificate has expired.");
    SSLHandshakeException early = new SSLHandshakeException("PKIX path validation failed");
    early.initCause(new CertPathValidatorException("no", new CertificateNotYetValidException("x")));
    assertThat(FetchProblems.sentence(early)).contains("not valid yet, by the clock here");
    assertThat(FetchProblems.sentence(new SSLException("Odd")))
        .isEqualTo("No secure connection could be made: Odd.");
  }
}
