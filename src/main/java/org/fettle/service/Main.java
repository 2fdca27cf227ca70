package org.fettle.service;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.ServiceProgram;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.JnaRegistryWatch;
import org.fettle.windows.jna.JnaWindows;
import org.fettle.windows.jna.ProgramData;
import org.fettle.windows.jna.ProtectedFolder;
import org.fettle.windows.jna.ServiceHost;
import org.jspecify.annotations.Nullable;

/** Where the service begins; it is only of use to Windows' service control. */
final class Main {
  private static final String NAME = "Fettle";
  private static final int STOPPED_EARLY = 3;

  private Main() {}

  public static void main(String[] arguments) {
    try {
      ServiceHost.run(NAME, new Started());
    } catch (WindowsException e) {
      System.err.println("fettled: This is the service of Fettle, which Windows starts.");
      System.err.println("fettled: " + e.getMessage());
      System.exit(STOPPED_EARLY);
    }
    System.exit(0);
  }

  /** The agent, made when the service control knows that the service starts. */
  private static final class Started implements ServiceProgram {
    private @Nullable Agent agent;
    private boolean stopped;

    @Override
    public void run(Runnable ready) throws Exception {
      Folders folders = Folders.below(ProgramData.folder());
      requireProtected(folders);
      openLogs(folders.state());
      Clock clock = Clock.system(ZoneId.systemDefault());
      Agent made =
          new Agent(
              folders,
              new PlainPolicies(new PolicyFolder(folders.policies(), clock), folders.copies()),
              JnaWindows::open,
              JnaRegistryWatch::new,
              clock,
              Agent.Pace.USUAL,
              new LogNotices());
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

    // Whoever could write here could have the service write anywhere, as SYSTEM; so nothing is
    // written before this is known, no log either.
    private static void requireProtected(Folders folders) throws Unprotected {
      for (Path folder :
          List.of(Folders.ofProgram(), folders.own(), folders.policies(), folders.state())) {
        boolean isNeeded = folder.equals(folders.own()) || Files.exists(folder);
        Optional<String> weakness = isNeeded ? ProtectedFolder.weakness(folder) : Optional.empty();
        if (weakness.isPresent()) {
          throw new Unprotected(
              weakness.get()
                  + " The service starts only where "
                  + folder
                  + " is there and only SYSTEM and Administrators may write to it.");
        }
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
