package org.fettle.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.ByteSize;
import org.fettle.windows.FileInfo;
import org.fettle.windows.Windows;

@About(
    "No folder of this path is there. The fix gives each another name in the folder it lies in"
        + " (name.fettle-1), from where it comes back when the fix is taken back; nothing is deleted. A link is"
        + " reported and never touched.")
public record FolderAbsentCheck(
    @About(
            value =
                "The path, with %VARIABLES%; the last part and one folder before it may hold * and ?.",
            path = true)
        String path,
    @About(value = "Names that stay, with * and ?.", path = true) List<String> except,
    @About(
            "Only folders in which nothing was made, renamed or removed for longer than this; what lies"
                + " deeper does not count.")
        Optional<Duration> olderThan,
    @About("Only folders that hold more than this, with all folders below.")
        Optional<ByteSize> largerThan)
    implements Check {
  /** Refuses what is no path. */
  public FolderAbsentCheck {
    except = List.copyOf(except);
    PathPattern.of(path).deepEnough();
    PathPattern.names(except);
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return new Leftovers(
            FileInfo.Kind.FOLDER,
            PathPattern.of(path),
            PathPattern.names(except),
            olderThan,
            largerThan,
            Optional.empty())
        .judge(windows);
  }
}
