package org.fettle.check;

import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Windows;

@About("Files of an extension open with one of these programs, and the program is there.")
public record FileAssociationCheck(
    @About("The extension with its dot, such as .ocsmeet.") String extension,
    @About(value = "File names of the programs that may open it.", required = true)
        List<String> programs,
    @About("The class to register where none leads to such a program.")
        Optional<Registration> register)
    implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    throw new UnsupportedOperationException("not written yet");
  }
}
