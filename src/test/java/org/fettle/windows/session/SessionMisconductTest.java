package org.fettle.windows.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fettle.windows.session.AnnasView.ANNA;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.session.Messages.Answered;
import org.fettle.windows.session.Messages.Asked;
import org.fettle.windows.session.PipedSession.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process in a user's session may do anything; none of it is believed, and nothing waits. */
@Timeout(20)
class SessionMisconductTest {
  private static final SessionLimits LIMITS =
      new SessionLimits(4_000, 6_000, Duration.ofMillis(400), Duration.ofMillis(400));

  private static final String LATE = "did not answer within 400 ms";
  private static final String GARBAGE = "sent what cannot be understood";
  private static final String TOO_MUCH = "sent more than it may";
  private static final String OTHER = "answered what it was not asked";
  private static final String DEAD = "ended before it answered";

  private final List<PipedSession> started = new ArrayList<>();

  private SessionWindows view(Program program) {
    return new SessionWindows(
        AnnasView.fresh().as(ANNA),
        ANNA,
        () -> {
          started.add(new PipedSession(program));
          return started.getLast();
        },
        LIMITS);
  }

  /** Says whose it is as it should, and then does something else. */
  private static Program after(Program program) {
    return (requests, answers) -> {
      answer(requests, answers, new SessionAnswer.Hello(ANNA.sid()));
      program.run(requests, answers);
    };
  }

  /** Answers one question, whatever it is. */
  private static Program answering(SessionAnswer answer) {
    return after((requests, answers) -> answer(requests, answers, answer));
  }

  private static Program answering(String json) {
    return after((requests, answers) -> {
      next(requests);
      Messages.write(answers, json.getBytes(UTF_8));
      forever();
    });
  }

  private static Program sending(byte[] bytes) {
    return after((requests, answers) -> {
      next(requests);
      answers.write(bytes);
      answers.flush();
      forever();
    });
  }

  private static Asked next(InputStream requests) throws IOException {
    return Messages.read(requests, Asked.class, 1 << 20).content();
  }

  private static void answer(InputStream requests, OutputStream answers, SessionAnswer answer)
      throws IOException {
    Messages.write(answers, Messages.bytes(new Answered(next(requests).number(), answer)));
  }

  private static void forever() throws InterruptedException {
    Thread.sleep(Duration.ofMinutes(5));
  }

  private static byte[] length(int length) {
    return ByteBuffer.allocate(4).putInt(length).array();
  }

  static Stream<Arguments> conduct() {
    return Stream.of(
        argumentSet("it says nothing", LATE, (Program) (requests, answers) -> forever()),
        argumentSet("it does not answer", LATE, after((requests, answers) -> forever())),
        argumentSet(
            "it answers letter by letter",
            LATE,
            after((requests, answers) -> {
              next(requests);
              answers.write(length(3_000));
              for (int i = 0; i < 3_000; i++) {
                answers.write(' ');
                answers.flush();
                Thread.sleep(20);
              }
            })),
        argumentSet("it dies at once", DEAD, (Program) (requests, answers) -> {}),
        argumentSet("it dies when it is asked", DEAD, after((requests, answers) -> next(requests))),
        argumentSet(
            "it dies in the middle of an answer",
            DEAD,
            after((requests, answers) -> {
              next(requests);
              answers.write(length(100));
              answers.write("{\"number\": 2".getBytes(UTF_8));
            })),
        argumentSet(
            "it belongs to somebody else",
            "is another account's",
            (Program)
                (requests, answers) ->
                    answer(requests, answers, new SessionAnswer.Hello("S-1-5-21-1-2-3-1002"))),
        argumentSet(
            "it refuses to say whose it is",
            "is another account's",
            (Program)
                (requests, answers) ->
                    answer(
                        requests,
                        answers,
                        new SessionAnswer.Refused(Kind.DENIED, 5, "Guess who I am."))),
        argumentSet("it writes text", TOO_MUCH, sending("Picked up JAVA_TOOL".getBytes(UTF_8))),
        argumentSet("it announces two gigabytes", TOO_MUCH, sending(length(Integer.MAX_VALUE))),
        argumentSet("it announces less than nothing", TOO_MUCH, sending(length(-1))),
        argumentSet("it writes no text", GARBAGE, sending(new byte[] {0, 0, 0, 2, -1, -2})),
        argumentSet("it writes nothing at all", GARBAGE, sending(length(0))),
        argumentSet(
            "it floods",
            TOO_MUCH,
            after((requests, answers) -> {
              while (true) {
                answers.write(new byte[] {-1, -1, -1, -1, -1, -1, -1});
              }
            })),
        argumentSet(
            "it answers before it is asked",
            OTHER,
            (Program)
                (requests, answers) -> {
                  answer(requests, answers, new SessionAnswer.Hello(ANNA.sid()));
                  for (int i = 0; i < 100; i++) {
                    Messages.write(
                        answers, Messages.bytes(new Answered(1, new SessionAnswer.Truth(true))));
                  }
                }),
        argumentSet(
            "it answers another question",
            OTHER,
            after((requests, answers) -> {
              long number = next(requests).number();
              Messages.write(
                  answers, Messages.bytes(new Answered(number + 1, new SessionAnswer.Truth(true))));
              forever();
            })),
        argumentSet("it answers something else", OTHER, answering(new SessionAnswer.Text("yes"))),
        argumentSet("it says that it is done", OTHER, answering(new SessionAnswer.Done())),
        argumentSet(
            "it uses a word too many",
            GARBAGE,
            answering("{\"number\": 2, \"answer\": {\"truth\": true}, \"run\": \"calc.exe\"}")),
        argumentSet(
            "it uses a kind of its own",
            GARBAGE,
            answering("{\"number\": 2, \"answer\": {\"class\": \"java.net.URL\"}}")),
        argumentSet("it leaves a word out", GARBAGE, answering("{\"number\": 2}")),
        argumentSet(
            "it says one thing twice",
            GARBAGE,
            answering(
                "{\"number\": 2, \"answer\": {\"truth\": true}, \"answer\": {\"truth\": false}}")),
        argumentSet(
            "it writes one thing for another",
            GARBAGE,
            answering("{\"number\": 2, \"answer\": {\"truth\": \"true\"}}")),
        argumentSet(
            "it adds a second message to the first",
            GARBAGE,
            answering("{\"number\": 2, \"answer\": {\"truth\": true}} {}")),
        argumentSet(
            "it nests as deep as it can",
            GARBAGE,
            answering("{\"number\": 2, \"answer\": {\"truth\": " + "[".repeat(3_000))));
  }

  @ParameterizedTest
  @MethodSource("conduct")
  void itIsEndedWithOneSentenceAndNothingMoreIsAsked(String what, Program program) {
    try (SessionWindows view = view(program)) {
      WindowsException first = failure(view, one -> one.files().isFile("C:\\there.exe"));

      assertThat(first)
          .hasMessage("The process in the session of CONTOSO\\anna " + what + ", and was ended.");
      assertThat(first.kind()).isEqualTo(Kind.BROKEN);
      assertThat(started).hasSize(1).allMatch(PipedSession::isClosed);

      WindowsException second = failure(view, one -> one.credentials().all());
      assertThat(second).hasMessage(first.getMessage());
      assertThat(started).hasSize(1);
    }
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        argumentSet(
            "a file with a path for a name",
            asked(view -> view.files().entries("C:\\")),
            "{\"entries\": [" + file("..\\\\..\\\\x", 1, 1) + "]}"),
        argumentSet(
            "a file without a name",
            asked(view -> view.files().look("C:\\x")),
            "{\"info\": " + file("", 1, 1) + "}"),
        argumentSet(
            "a file of less than nothing",
            asked(view -> view.files().look("C:\\x")),
            "{\"info\": " + file("x", -1, 1) + "}"),
        argumentSet(
            "a version of five digits too many",
            asked(view -> view.files().version("C:\\x")),
            "{\"version\": {\"major\": 70000, \"minor\": 0, \"build\": 0, \"revision\": 0}}"),
        argumentSet(
            "a file that is no Base64",
            asked(view -> view.files().read("C:\\x", 10)),
            "{\"content\": \"...\"}"),
        argumentSet(
            "a certificate that is no Base64",
            asked(view -> view.certificates().in(CertificateStore.parse("CurrentUser\\My"))),
            "{\"certificates\": [{\"encoded\": \"-\", \"properties\": \"\","
                + " \"has-private-key\": true}]}"),
        argumentSet(
            "a credential of no type",
            asked(view -> view.credentials().all()),
            "{\"credentials\": [{\"target\": \"x\", \"type\": \"golden\","
                + " \"persistence\": \"session\", \"last-written\": \"2026-11-01T08:00:00Z\"}]}"));
  }

  private static Consumer<Windows> asked(Consumer<Windows> question) {
    return question;
  }

  private static String file(String name, long size, int links) {
    return "{\"name\": \"%s\", \"kind\": \"file\", \"size\": %d, \"links\": %d,"
            .formatted(name, size, links)
        + " \"last-written\": \"2026-11-01T08:00:00Z\"}";
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void whatCouldNotBeTrueOfAnyMachineIsNotBelieved(Consumer<Windows> question, String answer) {
    try (SessionWindows view = view(answering("{\"number\": 2, \"answer\": " + answer + "}"))) {
      assertThat(failure(view, question)).hasMessageContaining(GARBAGE);
    }
  }

  @Test
  void moreOfAFileThanWasAskedForIsNotTaken() {
    try (SessionWindows view = view(answering(new SessionAnswer.Content("AAAA")))) {
      assertThat(failure(view, one -> one.files().read("C:\\x", 2))).hasMessageContaining(OTHER);
    }
  }

  @Test
  void allAnswersTogetherHaveALimitToo() {
    Program chatter =
        after((requests, answers) -> {
          while (true) {
            answer(requests, answers, new SessionAnswer.Text("x".repeat(2_500)));
          }
        });
    try (SessionWindows view = view(chatter)) {
      view.files().expand("%a%");
      view.files().expand("%a%");
      assertThat(failure(view, one -> one.files().expand("%a%"))).hasMessageContaining(TOO_MUCH);
    }
  }

  @Test
  void aSentenceOfItsOwnIsCut() {
    try (SessionWindows view =
        view(answering(new SessionAnswer.Refused(Kind.BROKEN, 1, "x".repeat(3_000))))) {
      assertThat(failure(view, one -> one.files().isFile("C:\\x")).getMessage())
          .hasSize(1_001)
          .endsWith("…");
    }
  }

  static Stream<Arguments> lostWithAChange() {
    return Stream.of(
        argumentSet("it does not read what is sent", LATE, after((requests, answers) -> forever())),
        argumentSet("it dies with the change", DEAD, after((requests, answers) -> next(requests))),
        argumentSet("it says yes instead", OTHER, answering(new SessionAnswer.Truth(true))));
  }

  @ParameterizedTest
  @MethodSource("lostWithAChange")
  void aChangeThatMayHaveBeenMadeIsNotCalledRefused(String what, Program program) {
    RegistryValueChange change =
        new RegistryValueChange(
            RegistryKey.parse("HKCU\\Software"),
            "x",
            Optional.empty(),
            Optional.of(RegistryValue.binary(new byte[10_000])));
    try (SessionWindows view = view(program)) {
      WindowsException lost = failure(view, one -> one.apply(change));

      assertThat(lost.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(lost)
          .hasMessage(
              "Whether HKCU\\Software\\x was changed is not known: The process in the session of"
                  + " CONTOSO\\anna "
                  + what
                  + ", and was ended.");
      // Nothing was sent any more, so this one was certainly not made.
      assertThat(failure(view, one -> one.apply(change)).kind()).isEqualTo(Kind.BROKEN);
    }
  }

  @Test
  void whoeverIsInterruptedWaitsNoLonger() {
    try (SessionWindows view = view(after((requests, answers) -> forever()))) {
      Thread.currentThread().interrupt();
      WindowsException failure = failure(view, one -> one.files().isFile("C:\\x"));

      assertThat(failure).hasMessageContaining("is not waited for any longer");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static WindowsException failure(Windows view, Consumer<Windows> question) {
    return catchThrowableOfType(WindowsException.class, () -> question.accept(view));
  }
}
