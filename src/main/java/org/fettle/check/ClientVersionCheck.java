package org.fettle.check;

import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

@About(
    "A client has at least this version, by its program's file; it does not apply where the client is not installed."
        + " It can only report.")
public record ClientVersionCheck(
    @About("The client.") Client client,
    @About(
            "The least version, such as 16.0.4678.1000, where nothing else is said of the installer.")
        Optional<FileVersion> atLeast,
    @About("The least version of a client that Windows Installer (MSI) brought.")
        Optional<FileVersion> msi,
    @About(
            "The least version by update channel, where Click-to-Run brought it. Where the channel is not known or not"
                + " named, only what is below all of them fails.")
        List<ChannelVersion> channels)
    implements Check {
  /** Refuses to demand nothing. */
  public ClientVersionCheck {
    channels = List.copyOf(channels);
    ChannelVersion.checked("client-version", atLeast.or(() -> msi), channels);
  }

  @Override
  public Verdict evaluate(Windows windows) {
    Optional<String> program = client.program(windows);
    if (program.isEmpty()) {
      return new Verdict.NotApplicable(client.title() + " is not installed");
    }
    FileVersion found =
        windows
            .files()
            .version(program.get())
            .orElseThrow(() -> WindowsException.broken(program.get() + " tells no version."));
    Optional<ClickToRun> office = client.clickToRun(windows, program.get());
    if (office.isEmpty()) {
      return ChannelVersion.judge(found, msi.or(() -> atLeast));
    }
    return channels.isEmpty()
        ? ChannelVersion.judge(found, atLeast)
        : ChannelVersion.judge(found, channels, office.get().channel());
  }
}
