package org.fettle.windows.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fettle.windows.session.AnnasView.ANNA;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.Change;
import org.fettle.windows.LowPriority;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.ServiceRunningChange;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.session.Messages.Answered;
import org.fettle.windows.session.Messages.Asked;
import org.fettle.windows.session.Messages.BadMessage;
import org.junit.jupiter.api.Test;

class SessionServerTest {
  private static final SessionLimits LIMITS =
      new SessionLimits(2_000, 8 << 20, Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final AnnasView annas = new AnnasView();
  private final Background low = new Background();

  /** Keeps what was answered in it. */
  private static final class Background implements LowPriority {
    private final List<Object> answers = new ArrayList<>();

    @Override
    public <T> T during(Supplier<T> work) {
      T answer = work.get();
      answers.add(answer);
      return answer;
    }
  }

  private List<SessionAnswer> answers(SessionRequest... requests) throws IOException {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    for (SessionRequest request : requests) {
      Messages.write(asked, Messages.bytes(new Asked(7, request)));
    }
    return answers(asked.toByteArray());
  }

  private List<SessionAnswer> answers(byte[] asked) throws IOException {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    new SessionServer(annas, LIMITS, low).serve(new ByteArrayInputStream(asked), told);
    List<SessionAnswer> answers = new ArrayList<>();
    ByteArrayInputStream in = new ByteArrayInputStream(told.toByteArray());
    while (true) {
      try {
        Answered answered = Messages.read(in, Answered.class, 1 << 20).content();
        assertThat(answered.number()).isEqualTo(7);
        answers.add(answered.answer());
      } catch (EOFException e) {
        return answers;
      }
    }
  }

  private static SessionRequest apply(String key) {
    return new SessionRequest.Apply(
        new RegistryValueChange(
            RegistryKey.parse(key), "x", Optional.empty(), Optional.of(RegistryValue.dword(1))));
  }

  @Test
  void itSaysWhoseItIsAndServesNobodyElse() throws IOException {
    assertThat(
            answers(new SessionRequest.Hello("S-1-5-21-9-9-9-9"), new SessionRequest.Credentials()))
        .containsExactly(new SessionAnswer.Hello(ANNA.sid()));
  }

  @Test
  void whatIsJudgedIsReadAtLowPriorityAndAFixIsNotKeptWaiting() throws IOException {
    List<SessionAnswer> answers =
        answers(
            new SessionRequest.Credentials(),
            new SessionRequest.Expand("before"),
            apply("HKCU\\Software\\Contoso"),
            new SessionRequest.Expand("to see whether it has passed"),
            apply("HKCU\\Software\\Fabrikam"));

    assertThat(annas.applied).hasSize(2);
    assertThat(low.answers).isEqualTo(answers.subList(0, 2));
  }

  @Test
  void itChangesNothingOnTheMachinesSide() throws IOException {
    List<SessionAnswer> answers =
        answers(
            apply("HKLM\\SOFTWARE\\Contoso"),
            apply("HKU\\" + ANNA.sid() + "\\Software"),
            new SessionRequest.Apply(new ServiceRunningChange("W32Time", false, true)),
            new SessionRequest.Certificates(CertificateStore.parse("LocalMachine\\My")));

    assertThat(answers)
        .hasSize(4)
        .allSatisfy(answer -> {
          assertThat(answer).isInstanceOf(SessionAnswer.Refused.class);
          assertThat(((SessionAnswer.Refused) answer).kind()).isEqualTo(Kind.FORBIDDEN);
        });
    assertThat(annas.applied).isEmpty();
  }

  @Test
  void theDenyListHoldsThereToo() throws IOException {
    List<SessionAnswer> answers =
        answers(apply("HKCU\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon"));

    assertThat(((SessionAnswer.Refused) answers.getFirst()).sentence()).contains("guards");
    assertThat(annas.applied).isEmpty();
  }

  @Test
  void moreThanOneMessageHoldsIsRefusedAndTheConversationGoesOn() throws IOException {
    List<SessionAnswer> answers =
        answers(
            new SessionRequest.Expand("short"),
            new SessionRequest.Entries("C:\\many"),
            new SessionRequest.IsFile("C:\\there.exe"));

    assertThat(answers.get(0)).isInstanceOf(SessionAnswer.Text.class);
    assertThat(answers.get(1)).isInstanceOf(SessionAnswer.Refused.class);
    assertThat(answers.get(2)).isEqualTo(new SessionAnswer.Truth(true));
  }

  @Test
  void whatCannotBeUnderstoodIsTheEnd() {
    assertThatThrownBy(() -> answers("GET / HTTP/1.1".getBytes(US_ASCII)))
        .isInstanceOf(BadMessage.class);
    assertThatThrownBy(() -> answers(new byte[] {0, 0, 0, 2, '{', '}'}))
        .isInstanceOf(BadMessage.class);
    assertThat(annas.applied).isEmpty();
  }

  @Test
  void everyKindOfRequestIsReadBackAsItWasWritten() throws IOException {
    Change change = ((SessionRequest.Apply) apply("HKCU\\Software\\A")).change();
    for (SessionRequest request :
        List.of(
            new SessionRequest.Hello("S-1"),
            new SessionRequest.Credentials(),
            new SessionRequest.Certificates(CertificateStore.parse("CurrentUser\\My")),
            new SessionRequest.IsFile("C:\\\uD800"),
            new SessionRequest.Expand("\0\u2028\uDC00"),
            new SessionRequest.Look(""),
            new SessionRequest.Entries("C:\\"),
            new SessionRequest.Read("C:\\x", 3),
            new SessionRequest.Version("C:\\x"),
            new SessionRequest.Apply(change))) {
      ByteArrayOutputStream pipe = new ByteArrayOutputStream();
      Messages.write(pipe, Messages.bytes(new Asked(1, request)));
      ByteArrayInputStream in = new ByteArrayInputStream(pipe.toByteArray());
      assertThat(Messages.read(in, Asked.class, 1 << 20).content())
          .isEqualTo(new Asked(1, request));
    }
  }
}
