package org.fettle.check;

import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Windows;

@About(
    "Files of an extension open with one of these programs, and the program is there. The fix removes what"
        + " the user's own classes put before a right registration of the machine's, or else registers a class. What"
        + " the user chose in Windows' own dialogue, and a packaged app (AppX…), is only reported.")
public record FileAssociationCheck(
    @About("The extension with its dot, such as .ocsmeet.") String extension,
    @About(
            value = "File names of the programs that may open it, such as lync.exe.",
            required = true,
            programs = true)
        List<String> programs,
    @About(
            "The class to register where none leads to such a program; left alone where its own program is not"
                + " there.")
        Optional<Registration> register)
    implements Check {
  /** Refuses what no file could have. */
  public FileAssociationCheck {
    programs = Programs.checked(programs);
    if (!extension.matches("\\.[^\\\\/:*?\"<>|\\s]{1,200}")) {
      throw new IllegalArgumentException(
          "The extension '" + extension + "' is not one with its dot, such as '.ocsmeet'.");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return Association.ofExtension(extension, windows).judge(programs, register);
  }
}
