package org.fettle.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.windows.Files;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Windows;

/**
 * An Office installed as Click-to-Run, as its configuration tells. That {@code InstallationPath},
 * {@code ProductReleaseIds}, {@code <product>.ExcludedApps}, {@code UpdateChannel} and {@code
 * CDNBaseUrl} mean what their names say is common knowledge, not yet seen on a reference machine.
 */
final class ClickToRun {
  private final Windows windows;
  private final boolean is15;

  private ClickToRun(Windows windows, boolean is15) {
    this.windows = windows;
    this.is15 = is15;
  }

  /** The Office of this version, {@code 15.0} or {@code 16.0}, whether it is there or not. */
  static ClickToRun of(Windows windows, String version) {
    return new ClickToRun(windows, version.equals("15.0"));
  }

  /** The product ids, such as {@code O365ProPlusRetail}; none where there is no such Office. */
  List<String> products() {
    return list(text("ProductReleaseIds"));
  }

  /**
   * The channel it is updated from; empty where that is not known, and while it is on its way to
   * another one.
   */
  Optional<UpdateChannel> channel() {
    List<Optional<UpdateChannel>> told =
        Stream.of("UpdateChannel", "CDNBaseUrl")
            .flatMap(name -> text(name).stream())
            .map(UpdateChannel::of)
            .distinct()
            .toList();
    return told.size() == 1 ? told.getFirst() : Optional.empty();
  }

  /**
   * The path of one of its programs; empty where it is not there or every product leaves it out.
   */
  Optional<String> program(String file) {
    if (isLeftOut(file.toLowerCase(Locale.ROOT).replace(".exe", ""))) {
      return Optional.empty();
    }
    Files files = windows.files();
    String office = is15 ? "Microsoft Office 15" : "Microsoft Office";
    return Stream.concat(
            text("InstallationPath").stream(),
            Stream.of("%ProgramFiles%\\" + office, "%ProgramFiles(x86)%\\" + office)
                .map(files::expand))
        .map(folder -> folder + "\\root\\Office" + (is15 ? "15" : "16") + "\\" + file)
        .filter(files::isFile)
        .findFirst();
  }

  private boolean isLeftOut(String app) {
    List<String> products = products();
    return !products.isEmpty()
        && products.stream()
            .map(product -> list(text(product + ".ExcludedApps")))
            .allMatch(apps -> apps.stream().anyMatch(app::equalsIgnoreCase));
  }

  private Optional<String> text(String name) {
    RegistryKey office = RegistryKey.parse("HKLM\\SOFTWARE\\Microsoft\\Office");
    RegistryKey configuration =
        office.child(is15 ? "15.0\\ClickToRun\\Configuration" : "ClickToRun\\Configuration");
    return windows
        .registry()
        .value(configuration, name)
        .flatMap(RegistryValue::asText)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static List<String> list(Optional<String> text) {
    return Arrays.stream(text.orElse("").split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
