package org.fettle.report;

import org.fettle.policy.settings.FoundSettings;
import org.fettle.policy.settings.FoundSettings.Found;
import org.fettle.policy.settings.Origin;

/** What is set on an endpoint and who said so, for an admin at a terminal. */
public final class SettingsText {
  private static final int LABEL = 16;
  private static final int LONGEST_TEXT = 2_100;

  private SettingsText() {}

  /** Each setting with its value, below it who said so and whom that displaces. */
  public static String of(String machine, FoundSettings found, Style style) {
    Page page = new Page(style);
    page.heading("Settings of " + machine);
    for (Found setting : found.values()) {
      page.blank();
      page.labelled(
          0,
          setting.setting().word(),
          LABEL,
          setting.value().map(value -> Escapes.visible(value, LONGEST_TEXT)).orElse("not set"));
      if (setting.value().isPresent()) {
        page.labelled(0, "", LABEL, "by " + text(setting.origin()), style::quiet);
      }
      for (Origin displaced : setting.displaced()) {
        page.labelled(0, "", LABEL, "and not by " + text(displaced), style::quiet);
      }
    }
    if (!found.unknown().isEmpty()) {
      page.heading("Not known to this version, and left alone");
      for (String place : found.unknown()) {
        page.paragraph(2, 4, Escapes.visible(place, LONGEST_TEXT), text -> text);
      }
    }
    page.blank();
    page.paragraph(
        0,
        0,
        "Group Policy counts before the file "
            + found.file()
            + ", and the file before what the installer was given.",
        style::quiet);
    return page.toString();
  }

  private static String text(Origin origin) {
    return switch (origin.source()) {
      case DEFAULT -> "default";
      case INSTALLER -> "the installer: " + origin.place();
      case AGENT_FILE -> origin.place();
      case GROUP_POLICY -> "Group Policy: " + origin.place();
    };
  }
}
