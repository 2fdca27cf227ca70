package org.fettle.windows.session;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.fettle.windows.session.Messages.Answered;
import org.fettle.windows.session.Messages.Asked;

/** A program in the place of the real one in a user's session, that does as its argument says. */
public final class BadSession {
  private BadSession() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (FileInputStream requests = new FileInputStream(FileDescriptor.in);
        FileOutputStream answers = new FileOutputStream(FileDescriptor.out)) {
      String conduct = arguments[0];
      if (conduct.equals("never-speaks")) {
        Thread.sleep(Duration.ofMinutes(10));
      }
      Asked hello = next(requests);
      String sid =
          conduct.equals("lies")
              ? "S-1-5-21-1-2-3-1009"
              : ((SessionRequest.Hello) hello.request()).sid();
      Messages.write(
          answers, Messages.bytes(new Answered(hello.number(), new SessionAnswer.Hello(sid))));
      if (!conduct.equals("reads-nothing")) {
        next(requests);
      }
      switch (conduct) {
        case "dies" -> Runtime.getRuntime().halt(3);
        case "floods" -> {
          byte[] flood = new byte[1 << 16];
          Arrays.fill(flood, (byte) 0x7F);
          while (true) {
            answers.write(flood);
          }
        }
        case "writes-garbage" -> answers.write(new byte[] {0, 0, 0, 3, '{', '}', '}'});
        default -> {}
      }
      Thread.sleep(Duration.ofMinutes(10));
    }
  }

  private static Asked next(InputStream requests) throws IOException {
    return Messages.read(requests, Asked.class, 8 << 20).content();
  }
}
