package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Outcome;
import org.fettle.journal.Subject;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AuditLogTest {
  private static final Event.About ABOUT =
      new Event.About("lync-trust", "1.0.0", "trust", Subject.machine("LAP-1"));

  private final Logger logger = (Logger) LoggerFactory.getLogger("fettle.audit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AuditLog log = new AuditLog();
  private Level before;

  @BeforeEach
  void listen() {
    before = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    lines.start();
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(before);
  }

  private void tell(Event event) {
    log.tell(new Entry(1, Instant.EPOCH, "run-1", event));
  }

  private static Event.RunStarted started(Command command) {
    return new Event.RunStarted(command, "anna", "0.1.0", "LAP-1", Optional.empty(), List.of());
  }

  private List<String> told() {
    return lines.list.stream()
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }

  @Test
  void eachStepOfAnApplyIsALine() {
    tell(started(Command.APPLY));
    tell(
        new Event.Intended(
            1,
            ABOUT,
            Event.Purpose.FIX,
            new RegistryValueChange(
                RegistryKey.parse("HKLM\\SOFTWARE\\X"),
                "Mode",
                Optional.empty(),
                Optional.of(RegistryValue.dword(1))),
            Optional.empty()));
    tell(new Event.Applied(1));
    tell(new Event.Refused(2, "Cannot set X: access denied (5)."));
    tell(new Event.Concluded(ABOUT, Outcome.COMPLIANT, ""));
    tell(new Event.Concluded(ABOUT, Outcome.BLOCKED, "lync.exe is running."));
    tell(new Event.Concluded(ABOUT, Outcome.FAILED, "It could not be taken back."));
    tell(new Event.RunEnded(Map.of(Outcome.FAILED, 1), false));
    assertThat(told())
        .containsExactly(
            "INFO run-1 apply by anna with Fettle 0.1.0",
            "INFO run-1 fix 1 for lync-trust/trust on LAP-1: HKLM\\SOFTWARE\\X\\Mode from absent to 1"
                + " (dword)",
            "INFO run-1 change 1 made",
            "WARN run-1 change 2 not made: Cannot set X: access denied (5).",
            "WARN run-1 lync-trust/trust on LAP-1: blocked. lync.exe is running.",
            "ERROR run-1 lync-trust/trust on LAP-1: failed. It could not be taken back.",
            "INFO run-1 ended: 1 failed");
  }

  @Test
  void aCheckIsLeftToTheJournal() {
    tell(started(Command.CHECK));
    tell(new Event.Concluded(ABOUT, Outcome.REPORTED, ""));
    tell(new Event.RunEnded(Map.of(Outcome.REPORTED, 1), false));
    assertThat(told()).isEmpty();
  }

  @Test
  void whatAnEditorOrTerminalWouldObeyIsShown() {
    tell(started(Command.APPLY));
    tell(new Event.Refused(1, "bad\nINFO forged line \u001b[31m\u202e."));
    assertThat(told().getLast()).doesNotContain("\n", "\u001b", "\u202e").contains("‹U+000A›");
  }
}
