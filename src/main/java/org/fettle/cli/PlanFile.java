package org.fettle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
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

  static Plan read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Json.LARGEST_FILE + 1);
      if (bytes.length > Json.LARGEST_FILE) {
        throw Stop.early(file + " is no saved plan: it is larger than 16 MiB.");
      }
      return Json.read(new String(bytes, UTF_8), Plan.class);
    } catch (IOException e) {
      throw Stop.early("Cannot read the plan " + file + ": " + JournalFiles.reason(e) + ".");
    } catch (FileFormatException e) {
      throw Stop.early(file + " is no saved plan; make one with fettle plan --out " + file + ".");
    }
  }
}
