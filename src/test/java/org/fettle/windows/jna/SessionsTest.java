package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.User.Session;
import org.fettle.windows.WindowsException;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final int ACTIVE = 0;
  private static final int DISCONNECTED = 4;
  private static final int LISTENING = 6;
  private static final String ANNA = "S-1-5-21-9-1";
  private static final String BO = "S-1-5-21-9-2";

  /** Sessions that were thought out; a token or an account that is not in the map is refused. */
  private record ThoughtOut(
      List<Entry> list,
      List<Integer> locked,
      Map<Integer, String> tokens,
      Map<Integer, String> accounts)
      implements Sessions.Source {
    @Override
    public boolean isLocked(int id) {
      return locked.contains(id);
    }

    @Override
    public Optional<String> tokenSid(int id) {
      return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public Optional<String> accountSid(int id) {
      return Optional.ofNullable(accounts.get(id));
    }
  }

  private static final class Refused implements Sessions.Source {
    @Override
    public List<Entry> list() {
      throw WindowsException.failed("list", "the sessions", 1722);
    }

    @Override
    public boolean isLocked(int id) {
      return false;
    }

    @Override
    public Optional<String> tokenSid(int id) {
      return Optional.empty();
    }

    @Override
    public Optional<String> accountSid(int id) {
      return Optional.empty();
    }
  }

  private static Sessions.Source.Entry entry(int id, int state) {
    return new Sessions.Source.Entry(id, state);
  }

  @Test
  void eachIsSignedInAsTheirLiveliestSessionSays() {
    Sessions.Source source =
        new ThoughtOut(
            List.of(
                entry(0, DISCONNECTED),
                entry(1, DISCONNECTED),
                entry(2, ACTIVE),
                entry(3, ACTIVE),
                entry(65_536, LISTENING)),
            List.of(3),
            Map.of(),
            Map.of(1, ANNA, 2, ANNA, 3, BO, 65_536, "S-1-5-21-9-3"));

    assertThat(new Sessions(source, false).bySid())
        .containsOnly(Map.entry(ANNA, Session.ACTIVE), Map.entry(BO, Session.LOCKED));
  }

  @Test
  void aListThatFailsIsNotAnEmptyOne() {
    assertThatThrownBy(() -> new Sessions(new Refused(), true).bySid())
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining("list the sessions");
  }

  @Test
  void theServiceKnowsByTheTokenWhoIsSignedInThoughTheDomainCannotBeAsked() {
    Sessions.Source source =
        new ThoughtOut(List.of(entry(1, ACTIVE)), List.of(), Map.of(1, ANNA), Map.of());

    assertThat(new Sessions(source, true).bySid()).containsOnly(Map.entry(ANNA, Session.ACTIVE));
    assertThat(new Sessions(source, false).bySid()).isEmpty();
  }

  @Test
  void whereTheTokenIsRefusedTheNameIsLookedUp() {
    Sessions.Source source =
        new ThoughtOut(List.of(entry(1, ACTIVE)), List.of(), Map.of(), Map.of(1, BO));

    assertThat(new Sessions(source, true).bySid()).containsOnly(Map.entry(BO, Session.ACTIVE));
  }

  @Test
  void ofSeveralSessionsOfAPersonTheLiveliestIsTaken() {
    Sessions.Source source =
        new ThoughtOut(
            List.of(
                entry(1, DISCONNECTED), entry(2, ACTIVE), entry(3, ACTIVE), entry(4, LISTENING)),
            List.of(2),
            Map.of(1, ANNA, 2, ANNA, 3, ANNA, 4, BO),
            Map.of());

    assertThat(new Sessions(source, true).idOf(ANNA)).contains(3);
    assertThat(new Sessions(source, true).idOf(BO)).isEmpty();
  }

  @Test
  @OnWindows
  void windowsAnswersBothQuestions() {
    TerminalSessions windows = new TerminalSessions();

    assertThat(windows.list()).isNotNull();
    // Wine answers with the own token for every session; Windows refuses all but LocalSystem.
    assertThat(windows.tokenSid(1)).isIn(Tokens.ownSid(), Optional.empty());
  }
}
