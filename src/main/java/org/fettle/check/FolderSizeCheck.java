package org.fettle.check;

import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.ByteSize;
import org.fettle.windows.FileInfo;
import org.fettle.windows.Files;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

@About(
    "A folder holds no more than this, with all folders below it; links are not followed. It can only report; to"
        + " put a folder aside that has grown too large, use folder-absent with larger-than.")
public record FolderSizeCheck(
    @About(value = "The path of the folder, with %VARIABLES%.", path = true) String path,
    @About("The most it may hold, such as 500 MB; 1 MB is 1,024 KB, as in Windows Explorer.")
        ByteSize atMost,
    @About("What an absent folder means: pass (the default), fail or not-applicable.")
        Optional<Missing> missing)
    implements Check {
  /** Refuses what is no path. */
  public FolderSizeCheck {
    PathPattern.ofOne(path);
  }

  @Override
  public Verdict evaluate(Windows windows) {
    Files files = windows.files();
    String folder = PathPattern.ofOne(path).one(files);
    Optional<FileInfo> found = files.look(folder);
    String expected = "at most " + atMost + " in " + folder;
    if (found.isEmpty()) {
      return missing.orElse(Missing.PASS).verdict(folder, expected);
    }
    if (found.get().kind() != FileInfo.Kind.FOLDER) {
      throw WindowsException.broken(folder + " is no folder.");
    }
    ByteSize held = new ByteSize(FolderSize.of(files, folder));
    return held.compareTo(atMost) <= 0
        ? new Verdict.Pass(held.rounded())
        : new Verdict.Fail(expected, held.rounded(), List.of());
  }
}
