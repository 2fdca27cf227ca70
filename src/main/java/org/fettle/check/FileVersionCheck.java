package org.fettle.check;

import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Files;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

@About(
    "A program's file has at least this version, by its fixed version resource: four numbers, compared as numbers. It"
        + " can only report.")
public record FileVersionCheck(
    @About(value = "The path of the file, with %VARIABLES%.", path = true) String path,
    @About("The least version, such as 16.0.4678.1000; with channels, that of any other installer.")
        Optional<FileVersion> atLeast,
    @About(
            "The least version by update channel, where an Office 16.0 of Click-to-Run is installed. Where the channel"
                + " is not known or not named, only what is below all of them fails.")
        List<ChannelVersion> channels,
    @About("What an absent file means: fail (the default), pass or not-applicable.")
        Optional<Missing> missing)
    implements Check {
  /** Refuses what is no path, and to demand nothing. */
  public FileVersionCheck {
    channels = List.copyOf(channels);
    PathPattern.ofOne(path);
    ChannelVersion.checked("file-version", atLeast, channels);
  }

  @Override
  public Verdict evaluate(Windows windows) {
    Files files = windows.files();
    String file = PathPattern.ofOne(path).one(files);
    if (files.look(file).isEmpty()) {
      return missing
          .orElse(Missing.FAIL)
          .verdict(file, atLeast.map(least -> "at least " + least).orElse("a new enough file"));
    }
    FileVersion found =
        files.version(file).orElseThrow(() -> WindowsException.broken(file + " tells no version."));
    ClickToRun office = ClickToRun.of(windows, "16.0");
    boolean byChannel = !channels.isEmpty() && !office.products().isEmpty();
    return byChannel
        ? ChannelVersion.judge(found, channels, office.channel())
        : ChannelVersion.judge(found, atLeast);
  }
}
