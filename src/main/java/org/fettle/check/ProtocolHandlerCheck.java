package org.fettle.check;

import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Windows;

@About(
    "Links of a scheme open with one of these programs, and the program is there. The fix removes what the"
        + " user's own classes put before a right registration of the machine's, or else registers a command. What the"
        + " user chose in Windows' own dialogue, and a packaged app (AppX…), is only reported.")
public record ProtocolHandlerCheck(
    @About("The scheme without its colon, such as sip.") String scheme,
    @About(
            value = "File names of the programs that may open it, such as lync.exe.",
            required = true,
            programs = true)
        List<String> programs,
    @About(
            "The command line to register where none leads to such a program, such as \"C:\\Program"
                + " Files\\…\\lync.exe\" \"%1\"; left alone where its own program is not there.")
        Optional<String> register)
    implements Check {
  /** Refuses what no link could begin with. */
  public ProtocolHandlerCheck {
    programs = Programs.checked(programs);
    if (!scheme.matches("[A-Za-z][A-Za-z0-9+.-]{0,199}")) {
      throw new IllegalArgumentException(
          "The scheme '" + scheme + "' is not one without its colon, such as 'sip'.");
    }
    if (register.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("The command to register is blank.");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return Association.ofScheme(scheme, windows)
        .judge(programs, register.map(command -> new Registration(scheme, command)));
  }
}
