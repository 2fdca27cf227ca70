package org.fettle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fettle.engine.Plan;
import org.fettle.journal.JournalFiles;
import org.fettle.json.FileFormatException;
import org.fettle.json.Json;

/** A plan saved as a file. */
final class PlanFile {
  private PlanFile() {}

  static String text(Plan plan) {
    return Json.indented().writeValueAsString(plan);
  }

  static void write(Path file, Plan plan) {
    try {
      Files.writeString(file, text(plan) + "\n");
    } catch (IOException e) {
      throw Stop.early("Cannot save the plan as " + file + ": " + JournalFiles.reason(e) + ".");
    }
  }

  static Plan read(Path file) {
    try {
      return Json.read(Files.readString(file), Plan.class);
    } catch (IOException e) {
      throw Stop.early("Cannot read the plan " + file + ": " + JournalFiles.reason(e) + ".");
    } catch (FileFormatException e) {
      throw Stop.early(file + " is no saved plan; make one with fettle plan --out " + file + ".");
    }
  }
}
