package org.fettle.report;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;

/**
 * The log for people, exactly as {@code agent/logback.xml} describes it: files of at most 10 MB in
 * the folder {@code fettle.state}, five old ones beside the current one. It is said in code because
 * the reading of XML would stay in an idle service's memory; a Logback file that is named or found
 * the usual way goes before.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogFile extends DefaultJoranConfigurator {
  private static final int OLD_FILES = 5;
  private static final long BYTES = 10L * FileSize.MB_COEFFICIENT;

  @Override
  public ExecutionStatus configure(LoggerContext logs) {
    ExecutionStatus status = super.configure(logs);
    if (status == ExecutionStatus.INVOKE_NEXT_IF_ANY) { // There is no file.
      begin(logs);
      return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
    return status;
  }

  /** Has that context write the log, whatever files there are. */
  static void begin(LoggerContext logs) {
    logs.getStatusManager().add(new NopStatusListener()); // else Logback prints on the streams
    String start = property("fettle.state", ".") + '/' + property("fettle.log", "fettle");
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setName("file");
    appender.setContext(logs);
    appender.setFile(start + ".log");
    appender.setEncoder(encoder(logs));
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(logs);
    rolling.setParent(appender);
    rolling.setFileNamePattern(start + ".%i.log");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(OLD_FILES);
    rolling.start();
    appender.setRollingPolicy(rolling);
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(logs);
    size.setMaxFileSize(new FileSize(BYTES));
    size.start();
    appender.setTriggeringPolicy(size);
    appender.start();
    logs.getLogger("org.quartz").setLevel(Level.WARN);
    Logger root = logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext logs) {
    LogLine line = new LogLine();
    line.setContext(logs);
    line.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(logs);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(line);
    encoder.start();
    return encoder;
  }

  private static String property(String name, String otherwise) {
    String value = System.getProperty(name, "");
    return value.isEmpty() ? otherwise : value;
  }
}
