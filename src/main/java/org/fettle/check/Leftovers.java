package org.fettle.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.ByteSize;
import org.fettle.windows.Change;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FileRenameChange;
import org.fettle.windows.Files;
import org.fettle.windows.Quarantine;
import org.fettle.windows.Windows;

/**
 * Files or folders that are not to be there. The fix gives each another name in its own folder;
 * nothing is deleted. A link, or a file with several names, is reported and never touched: then
 * nothing is put aside at all.
 */
record Leftovers(
    FileInfo.Kind kind,
    PathPattern path,
    List<Wildcard> except,
    Optional<Duration> olderThan,
    Optional<ByteSize> largerThan,
    Optional<ByteSize> smallerThan) {

  Verdict judge(Windows windows) {
    Files files = windows.files();
    Instant now = windows.now();
    List<PathPattern.Found> found =
        path.found(files).stream().filter(each -> isMeant(files, each, now)).toList();
    if (found.isEmpty()) {
      return new Verdict.Pass("absent");
    }
    List<String> shown = new ArrayList<>();
    List<Change> fix = new ArrayList<>();
    for (PathPattern.Found each : found) {
      Optional<String> untouched = untouched(each.info());
      shown.add(each.path() + untouched.map(why -> ", " + why).orElse(""));
      if (untouched.isEmpty()) {
        fix.add(
            new FileRenameChange(
                kind == FileInfo.Kind.FOLDER, each.path(), Quarantine.pathFor(files, each.path())));
      }
    }
    return new Verdict.Fail(
        expected(), Listing.of(shown), fix.size() == found.size() ? fix : List.of());
  }

  private boolean isMeant(Files files, PathPattern.Found found, Instant now) {
    FileInfo info = found.info();
    String name = FilePaths.name(found.path());
    return (info.kind() == kind || info.kind() == FileInfo.Kind.LINK)
        && !Quarantine.isName(name)
        && except.stream().noneMatch(kept -> kept.matches(name))
        && olderThan.filter(age -> !info.lastWritten().plus(age).isBefore(now)).isEmpty()
        && largerThan.filter(size -> size(files, found) <= size.bytes()).isEmpty()
        && smallerThan.filter(size -> size(files, found) >= size.bytes()).isEmpty();
  }

  private static long size(Files files, PathPattern.Found found) {
    return found.info().kind() == FileInfo.Kind.FOLDER
        ? FolderSize.of(files, found.path())
        : found.info().size();
  }

  private static Optional<String> untouched(FileInfo info) {
    if (info.kind() == FileInfo.Kind.LINK) {
      return Optional.of("which is a link and is not touched");
    }
    return info.links() > 1
        ? Optional.of("which is one of " + info.links() + " names of a file and is not touched")
        : Optional.empty();
  }

  private String expected() {
    StringBuilder expected =
        new StringBuilder(kind == FileInfo.Kind.FOLDER ? "no folder " : "no file ").append(path);
    if (!except.isEmpty()) {
      expected
          .append(" except ")
          .append(String.join(", ", except.stream().map(Wildcard::pattern).toList()));
    }
    olderThan.ifPresent(age -> expected.append(" older than ").append(shown(age)));
    largerThan.ifPresent(size -> expected.append(" larger than ").append(size));
    smallerThan.ifPresent(size -> expected.append(" smaller than ").append(size));
    return expected.toString();
  }

  private static String shown(Duration age) {
    return age.toHours() % 24 == 0
        ? age.toDays() + " d"
        : age.toSeconds() % 3600 == 0 ? age.toHours() + " h" : age.toSeconds() + " s";
  }
}
