package org.fettle.windows.session;

import java.util.Base64;
import java.util.List;
import org.fettle.windows.Certificate;
import org.fettle.windows.Credential;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FileVersion;
import org.fettle.windows.WindowsException;

/**
 * What the process in a user's session answers: that user's claim, and no more. What could not be
 * true of any machine is refused here, before anybody works with it.
 */
public sealed interface SessionAnswer {
  /** The account that answers. */
  record Hello(String sid) implements SessionAnswer {}

  /** Yes or no. */
  record Truth(boolean yes) implements SessionAnswer {}

  /** A text. */
  record Text(String text) implements SessionAnswer {}

  /** The vault. */
  record Credentials(List<Credential> all) implements SessionAnswer {}

  /** A store. */
  record Certificates(List<Certificate> all) implements SessionAnswer {}

  /** What is at a path. */
  record Info(FileInfo info) implements SessionAnswer {
    public Info {
      refuseImpossible(info);
    }
  }

  /** What lies in a folder. */
  record Entries(List<FileInfo> all) implements SessionAnswer {
    public Entries {
      all.forEach(SessionAnswer::refuseImpossible);
    }
  }

  /** The bytes of a file, in Base64. */
  record Content(String base64) implements SessionAnswer {
    public Content {
      decoded(base64);
    }

    byte[] bytes() {
      return decoded(base64);
    }
  }

  /** The version of a program. */
  record Version(FileVersion version) implements SessionAnswer {
    public Version {
      FileVersion.parse(version.toString());
    }
  }

  /** There is no such thing. */
  record Absent() implements SessionAnswer {}

  /** The change was made. */
  record Done() implements SessionAnswer {}

  /** What a {@link WindowsException} says there. */
  record Refused(WindowsException.Kind kind, int code, String sentence) implements SessionAnswer {
    private static final int LONGEST = 1_000;

    public Refused {
      sentence = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) + "…" : sentence;
    }

    static Refused of(WindowsException e) {
      return new Refused(e.kind(), e.code(), String.valueOf(e.getMessage()));
    }

    WindowsException exception() {
      return WindowsException.of(kind, code, sentence);
    }
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static void refuseImpossible(FileInfo info) {
    if (info.name().isEmpty()
        || info.name().chars().anyMatch(letter -> letter == '\\' || letter == '/' || letter == 0)
        || info.size() < 0
        || info.links() < 0) {
      throw new IllegalArgumentException("No file can be like that.");
    }
  }
}
