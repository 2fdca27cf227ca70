package org.fettle.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.ByteSize;
import org.fettle.windows.FileInfo;
import org.fettle.windows.Windows;

@About(
    "No file of this path is there. The fix gives each another name in the folder it lies in"
        + " (name.fettle-1), from where it comes back when the fix is taken back; nothing is deleted. A link, or a"
        + " file with several names, is reported and never touched.")
public record FileAbsentCheck(
    @About(
            value =
                "The path, with %VARIABLES%; the last part and one folder before it may hold * and ?.",
            path = true)
        String path,
    @About(value = "Names that stay, with * and ?.", path = true) List<String> except,
    @About("Only files that were not written for longer than this.") Optional<Duration> olderThan,
    @About("Only files larger than this.") Optional<ByteSize> largerThan,
    @About("Only files smaller than this; 1 B means empty ones.") Optional<ByteSize> smallerThan)
    implements Check {
  /** Refuses what is no path. */
  public FileAbsentCheck {
    except = List.copyOf(except);
    PathPattern.of(path).deepEnough();
    PathPattern.names(except);
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return new Leftovers(
            FileInfo.Kind.FILE,
            PathPattern.of(path),
            PathPattern.names(except),
            olderThan,
            largerThan,
            smallerThan)
        .judge(windows);
  }
}
