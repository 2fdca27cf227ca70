package org.fettle.check;

import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.json.About;
import org.fettle.windows.FilePaths;
import org.fettle.windows.Files;
import org.fettle.windows.Windows;

/**
 * A client this agent knows how to find on a machine: by its program's file, in the folders that
 * the installers use.
 *
 * <p>Microsoft's articles name the Click-to-Run folder of 15.0, the MSI folder of 15.0 and that of
 * Lync 2010. The other folders are common knowledge, not yet seen on a reference machine.
 */
public enum Client {
  @About("Office Communicator 2007 or 2007 R2.")
  COMMUNICATOR_2007("Communicator 2007"),
  @About("Microsoft Lync 2010.")
  LYNC_2010("Lync 2010"),
  @About("Lync 2010 Attendee, installed for all users or in the user's profile.")
  LYNC_2010_ATTENDEE("Lync 2010 Attendee"),
  @About("Lync 2013 or Skype for Business 2015 (15.0).")
  SFB_2015("Skype for Business 2015"),
  @About("Skype for Business 2016, 2019, 2021 or LTSC 2024, alone or in Microsoft 365 Apps (16.0).")
  SFB_2016("Skype for Business 2016"),
  @About("Classic Outlook of Office 2010 or later.")
  OUTLOOK("Outlook"),
  @About("Classic Teams, in the user's profile or installed for all users.")
  TEAMS_CLASSIC("classic Teams");

  private final String title;

  Client(String title) {
    this.title = title;
  }

  /** The name for people. */
  String title() {
    return title;
  }

  /** Whether its program is there. */
  public boolean isInstalled(Windows windows) {
    return program(windows).isPresent();
  }

  /** The path of the program; empty where the client is not installed. */
  Optional<String> program(Windows windows) {
    Files files = windows.files();
    return switch (this) {
      case COMMUNICATOR_2007 -> installed(files, "Microsoft Office Communicator\\communicator.exe");
      case LYNC_2010_ATTENDEE ->
          installed(files, "Microsoft Lync Attendee\\AttendeeCommunicator.exe")
              .or(() -> ofUser(windows, "Microsoft Lync Attendee\\AttendeeCommunicator.exe"));
      case LYNC_2010 -> installed(files, "Microsoft Lync\\communicator.exe");
      case SFB_2015 -> office(windows, "15.0", "lync.exe");
      case SFB_2016 -> office(windows, "16.0", "lync.exe");
      case OUTLOOK ->
          office(windows, "16.0", "OUTLOOK.EXE")
              .or(() -> office(windows, "15.0", "OUTLOOK.EXE"))
              .or(() -> installed(files, "Microsoft Office\\Office14\\OUTLOOK.EXE"));
      case TEAMS_CLASSIC ->
          ofUser(windows, "Microsoft\\Teams\\current\\Teams.exe")
              .or(() -> installed(files, "Microsoft\\Teams\\current\\Teams.exe"));
    };
  }

  /** The Click-to-Run Office that brought this program of the client's; empty where none did. */
  Optional<ClickToRun> clickToRun(Windows windows, String program) {
    String file = FilePaths.name(program);
    return Stream.of("16.0", "15.0")
        .map(version -> ClickToRun.of(windows, version))
        .filter(office -> office.program(file).filter(program::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  private static Optional<String> office(Windows windows, String version, String file) {
    String folder = "Office" + version.substring(0, 2);
    return installed(windows.files(), "Microsoft Office\\" + folder + "\\" + file)
        .or(() -> ClickToRun.of(windows, version).program(file));
  }

  private static Optional<String> ofUser(Windows windows, String path) {
    Files files = windows.files();
    return windows
        .user()
        .map(user -> files.expand("%LOCALAPPDATA%\\") + path)
        .filter(files::isFile);
  }

  private static Optional<String> installed(Files files, String path) {
    return Stream.of("%ProgramFiles%\\", "%ProgramFiles(x86)%\\")
        .map(folder -> files.expand(folder) + path)
        .filter(files::isFile)
        .findFirst();
  }
}
