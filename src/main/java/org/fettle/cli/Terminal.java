package org.fettle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.fettle.engine.Progress;
import org.fettle.report.Escapes;
import org.fettle.report.Page;
import org.fettle.report.Style;
import org.jspecify.annotations.Nullable;

/**
 * The person's side of the command line. The launcher says by system properties which streams are a
 * terminal, because the JDK cannot tell them apart before 22.
 */
final class Terminal {
  private static final long QUIET_NANOS = 2_000_000_000L;
  private static final int WIDTH = 80;

  private final PrintStream out;
  private final PrintStream err;
  private final InputStream in;
  private final boolean asks;
  private final boolean coloured;
  private final boolean showsProgress;
  private @Nullable BufferedReader answers;

  Terminal(InputStream in, PrintStream out, PrintStream err, Settings settings) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.asks = settings.asks();
    this.coloured = settings.coloured();
    this.showsProgress = settings.showsProgress();
  }

  /** What the streams can do. */
  record Settings(boolean asks, boolean coloured, boolean showsProgress) {
    /** As the launcher says; colour never where NO_COLOR asks for none (no-color.org). */
    static Settings ofProcess() {
      return of(System.getenv(), name -> System.getProperty(name, ""));
    }

    static Settings of(Map<String, String> environment, UnaryOperator<String> property) {
      boolean wantsColour =
          environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(environment.get("TERM"));
      return new Settings(
          property.apply("fettle.stdin").equals("terminal"),
          property.apply("fettle.stdout").equals("terminal") && wantsColour,
          property.apply("fettle.stderr").equals("terminal"));
    }
  }

  /** The terminal of this process. */
  static Terminal ofProcess() {
    return new Terminal(
        System.in,
        new PrintStream(System.out, false, UTF_8),
        new PrintStream(System.err, true, UTF_8),
        Settings.ofProcess());
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** Whether colour may be used on standard output. */
  boolean isColoured() {
    return coloured;
  }

  /** How text on standard output is coloured. */
  Style style() {
    return coloured ? Style.ANSI : Style.PLAIN;
  }

  /** Whether somebody is there to answer. */
  boolean asks() {
    return asks;
  }

  /** Prints a text that ends its own lines. */
  void print(String text) {
    out.print(text);
    if (!text.endsWith("\n")) {
      out.println();
    }
  }

  /** Tells what went wrong, on standard error; made visible, and wrapped between words. */
  void tell(String sentence) {
    err.print(new Page(Style.PLAIN).sentence(2, sentence));
  }

  /** Prints where an error came from, on standard error; made visible. */
  void trace(Exception e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    trace
        .toString()
        .lines()
        .forEach(line -> err.println(Escapes.visible(line.replace("\t", "    "))));
  }

  /** Prints a sentence; made visible, and wrapped between words. */
  void say(String sentence) {
    out.print(new Page(Style.PLAIN).sentence(2, sentence));
  }

  /** Asks; only the whole word {@code yes} is a yes. */
  boolean confirms(String question) {
    out.print(question + " Type yes to go on: ");
    out.flush();
    try {
      if (answers == null) {
        answers = new BufferedReader(new InputStreamReader(in, UTF_8));
      }
      String answer = answers.readLine();
      if (answer == null) {
        out.println();
      }
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("yes");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Progress on standard error, once a run has gone on for over two seconds and somebody watches.
   */
  Progress progress() {
    if (!showsProgress) {
      return Progress.NONE;
    }
    long start = System.nanoTime();
    return (done, of, what) -> {
      if (System.nanoTime() - start > QUIET_NANOS) {
        String line = done + "/" + of + " " + Escapes.visible(what);
        err.print("\r\u001b[K" + line.substring(0, Math.min(line.length(), WIDTH - 1)));
        if (done + 1 >= of) {
          err.print("\r\u001b[K");
        }
        err.flush();
      }
    };
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
