package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log in code is the one that agent/logback.xml describes. */
class LogFileTest {
  @TempDir Path state;
  private final LoggerContext inCode = new LoggerContext();
  private final LoggerContext inXml = new LoggerContext();

  @BeforeEach
  void layBoth() throws JoranException {
    System.setProperty("fettle.state", state.toString());
    System.setProperty("fettle.log", "code");
    inCode.setMDCAdapter(new LogbackMDCAdapter());
    inXml.setMDCAdapter(new LogbackMDCAdapter());
    LogFile.begin(inCode);
    System.setProperty("fettle.log", "xml");
    JoranConfigurator xml = new JoranConfigurator();
    xml.setContext(inXml);
    xml.doConfigure(Path.of("agent/logback.xml").toFile());
  }

  @AfterEach
  void stopBoth() {
    inCode.stop();
    inXml.stop();
    System.clearProperty("fettle.state");
    System.clearProperty("fettle.log");
  }

  @Test
  void aLineIsTheSameToTheLetter() throws Exception {
    for (LoggerContext logs : List.of(inCode, inXml)) {
      for (ILoggingEvent event : events(logs)) {
        file(logs).doAppend(event);
      }
      logs.stop();
    }
    String code = Files.readString(state.resolve("code.log"));
    assertThat(code).isEqualTo(Files.readString(state.resolve("xml.log")));
    assertThat(code)
        .contains(
            "2026-11-22T00:00:00.000Z INFO  Grüße an Zoë",
            "2026-11-22T12:30:00.070Z ERROR broken",
            "java.lang.IllegalStateException: outer",
            "Caused by: java.lang.IllegalArgumentException: inner");
  }

  private static List<ILoggingEvent> events(LoggerContext logs) {
    Throwable error = new IllegalStateException("outer", new IllegalArgumentException("inner"));
    return List.of(
        event(logs, Level.INFO, "2026-11-22T00:00:00Z", "Grüße an {}", null, "Zoë"),
        event(logs, Level.WARN, "2026-11-22T12:30:00.007999Z", "no values: {}", null),
        event(logs, Level.ERROR, "2026-11-22T12:30:00.070Z", "broken", error));
  }

  private static ILoggingEvent event(
      LoggerContext logs,
      Level level,
      String time,
      String text,
      Throwable error,
      Object... values) {
    LoggingEvent event =
        new LoggingEvent("here", logs.getLogger("some"), level, text, error, values);
    event.setInstant(Instant.parse(time));
    return event;
  }

  @Test
  void filesRollAndAreCappedTheSame() {
    assertThat(shape(inCode).toList()).isEqualTo(shape(inXml).toList());
    assertThat(shape(inCode)).contains(1, 5);
  }

  private static Stream<Object> shape(LoggerContext logs) {
    RollingFileAppender<ILoggingEvent> file = file(logs);
    FixedWindowRollingPolicy rolling = (FixedWindowRollingPolicy) file.getRollingPolicy();
    SizeBasedTriggeringPolicy<ILoggingEvent> size =
        (SizeBasedTriggeringPolicy<ILoggingEvent>) file.getTriggeringPolicy();
    return Stream.of(
        name(file.getFile()),
        name(rolling.getFileNamePattern()),
        rolling.getMinIndex(),
        rolling.getMaxIndex(),
        size.getMaxFileSize().getSize(),
        file.isAppend(),
        file.isImmediateFlush(),
        root(logs).getLevel(),
        logs.getLogger("org.quartz").getLevel());
  }

  private static String name(String path) {
    return path.replaceFirst("/(code|xml)\\.", "/log.");
  }

  @Test
  void aFileThatLogbackFindsGoesBefore() {
    LoggerContext logs = new LoggerContext();
    LogFile configurator = new LogFile();
    configurator.setContext(logs);
    // Tests have a logback-test.xml.
    assertThat(configurator.configure(logs)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    assertThat(root(logs).getAppender("file")).isNull();
    assertThat(root(logs).getAppender("console")).isNotNull();
  }

  @Test
  void logbackFindsIt() {
    assertThat(ServiceLoader.load(ch.qos.logback.classic.spi.Configurator.class))
        .hasAtLeastOneElementOfType(LogFile.class);
  }

  private static RollingFileAppender<ILoggingEvent> file(LoggerContext logs) {
    return (RollingFileAppender<ILoggingEvent>) root(logs).getAppender("file");
  }

  private static Logger root(LoggerContext logs) {
    return logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
