package org.fettle.service;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fettle.policy.settings.EndpointSettings;
import org.fettle.policy.settings.Settings;
import org.fettle.policy.settings.SettingsException;
import org.fettle.service.SelfCheck.Finding;
import org.fettle.service.SelfCheck.Grade;
import org.fettle.windows.ServiceProgram;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.BackgroundMode;
import org.fettle.windows.jna.JnaEventLog;
import org.fettle.windows.jna.JnaInstallation;
import org.fettle.windows.jna.JnaRegistryWatch;
import org.fettle.windows.jna.JnaWindows;
import org.fettle.windows.jna.ProgramData;
import org.fettle.windows.jna.ServiceHost;
import org.jspecify.annotations.Nullable;

/** Where the service begins; it is only of use to Windows' service control. */
final class Main {
  private static final String NAME = "Fettle";
  private static final int STOPPED_EARLY = 3;

  private Main() {}

  public static void main(String[] arguments) {
    int code = STOPPED_EARLY;
    try {
      ServiceHost.run(NAME, new Started());
      code = 0;
    } catch (WindowsException e) {
      System.err.println("fettled: This is the service of Fettle, which Windows starts.");
      System.err.println("fettled: " + e.getMessage());
    } catch (Throwable e) {
      System.err.println("fettled: " + e);
    }
    System.exit(code); // No thread that is left over keeps the process.
  }

  /** The agent, made when the service control knows that the service starts. */
  private static final class Started implements ServiceProgram {
    private @Nullable Agent agent;
    private boolean stopped;

    @Override
    public void run(Runnable ready) throws Exception {
      try (JnaEventLog log = JnaEventLog.of(NAME)) {
        EventLogNotices events = new EventLogNotices(log);
        try {
          run(ready, events);
        } catch (Unprotected e) {
          throw e; // It is told already.
        } catch (Throwable e) {
          events.accept(new Notice.Failed(e.toString()));
          throw e;
        }
      }
    }

    private void run(Runnable ready, Consumer<Notice> events) throws Exception {
      Folders folders = Folders.below(ProgramData.folder());
      Clock clock = Clock.system(ZoneId.systemDefault());
      SelfCheck check =
          new SelfCheck(NAME, Folders.ofProgram(), folders, new JnaInstallation(), clock);
      List<Finding> places = check.places();
      if (places.stream().anyMatch(finding -> finding.grade() == Grade.MUST)) {
        Finding.heed(places, events); // No log is written where others may write, too.
      }
      openLogs(folders.state());
      Consumer<Notice> notices =
          new LogNotices().andThen(events).andThen(new StatusNotices(folders.state(), clock));
      Finding.heed(places, notices);
      Finding.heed(check.itself(), notices);
      Agent made =
          new Agent(
              folders,
              new PoliciesBySettings(
                  Started::settings,
                  settings -> PolicySources.of(settings, folders, JnaWindows::open, clock, notices),
                  clock,
                  PoliciesBySettings.USUAL),
              JnaWindows::open,
              JnaRegistryWatch::new,
              Started::keepJournal,
              clock,
              Agent.Pace.USUAL,
              new BackgroundMode(),
              notices);
      synchronized (this) {
        agent = made;
        if (stopped) {
          made.stop();
        }
      }
      made.run(ready);
    }

    @Override
    public synchronized void stop() {
      stopped = true;
      if (agent != null) {
        agent.stop();
      }
    }

    @Override
    public synchronized void happened(Occasion occasion) {
      if (agent != null) {
        agent.happened(occasion);
      }
    }

    // With a mistake anywhere in the settings, or where they cannot be read, nothing is removed.
    private static Optional<Duration> keepJournal() {
      try {
        return Optional.of(settings().journalKeep());
      } catch (SettingsException | WindowsException e) {
        return Optional.empty();
      }
    }

    private static Settings settings() throws SettingsException {
      try (Windows machine = JnaWindows.open()) {
        return EndpointSettings.of(machine).settings();
      }
    }

    // A service has no standard streams; what else would be lost is kept until the next start.
    private static void openLogs(Path state) throws IOException {
      Files.createDirectories(state);
      OutputStream file = Files.newOutputStream(state.resolve("service-output.txt"));
      PrintStream stream = new PrintStream(file, true, StandardCharsets.UTF_8);
      System.setOut(stream);
      System.setErr(stream);
      System.setProperty("fettle.state", state.toString());
      System.setProperty("fettle.log", "service");
    }
  }
}
