package org.fettle.report;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * One line of the log: the time in UTC to the millisecond, the level, the message; then the error's
 * trace.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final int LEVEL_WIDTH = 5;

  @Override
  public String doLayout(ILoggingEvent event) {
    String level = event.getLevel().toString();
    StringBuilder line =
        new StringBuilder()
            .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
            .append(' ')
            .append(level)
            .repeat(' ', Math.max(0, LEVEL_WIDTH - level.length()))
            .append(' ')
            .append(event.getFormattedMessage())
            .append(CoreConstants.LINE_SEPARATOR);
    IThrowableProxy error = event.getThrowableProxy();
    return (error == null ? line : line.append(ThrowableProxyUtil.asString(error))).toString();
  }
}
