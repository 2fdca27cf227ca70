package org.fettle.windows.jna;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.session.SessionLimits;
import org.fettle.windows.session.SessionServer;

/**
 * The process in a user's session: it serves that user's own view over its standard input and
 * output until the input ends.
 */
final class SessionMain {
  private SessionMain() {}

  public static void main(String[] arguments) throws IOException {
    // Whatever else would print must not get among the answers.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try (JnaWindows machine = JnaWindows.open();
        FileInputStream requests = new FileInputStream(FileDescriptor.in);
        FileOutputStream answers = new FileOutputStream(FileDescriptor.out)) {
      User self =
          machine
              .users()
              .self()
              .orElseThrow(() -> WindowsException.broken("This is nobody's session."));
      Windows view = machine.as(self);
      new SessionServer(view, SessionLimits.USUAL, new BackgroundMode()).serve(requests, answers);
    }
  }
}
