import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What wixl leaves out of the tables of files: versions, without which Windows replaces and repairs
 * the wrong ones, and short names; and a smaller cabinet.
 */
final class FileTables {
  private final Database database;
  private final Path stage;
  private final LocalDateTime time;

  FileTables(Database database, Path stage, LocalDateTime time) {
    this.database = database;
    this.stage = stage;
    this.time = time;
  }

  void complete() throws IOException, InterruptedException {
    Map<String, List<String>> folders = new HashMap<>();
    for (List<String> row : database.rows("Directory")) {
      folders.put(row.get(0), row);
      String name = row.get(2);
      if (!isShort(name) && !row.get(0).equals("TARGETDIR")) { // which has to be called SourceDir
        database.query(
            "UPDATE `Directory` SET `DefaultDir`='%s|%s' WHERE `Directory`='%s'",
            shortName(row.get(0), name), name, row.get(0));
      }
    }
    Map<String, String> folderOf = new HashMap<>();
    database.rows("Component").forEach(row -> folderOf.put(row.get(0), row.get(2)));
    SortedMap<Integer, Map.Entry<String, Path>> packed = new TreeMap<>();
    for (List<String> row : database.rows("File")) {
      String id = row.get(0);
      String name = row.get(2);
      if (!isShort(name)) {
        database.query(
            "UPDATE `File` SET `FileName`='%s|%s' WHERE `File`='%s'",
            shortName(id, name), name, id);
      }
      Path file = stage.resolve(path(folders, folderOf.get(row.get(1)))).resolve(name);
      packed.put(Integer.valueOf(row.get(7)), Map.entry(id, file));
      Optional<PeVersion> version = PeVersion.of(file);
      if (version.isPresent()) {
        database.query(
            "UPDATE `File` SET `Version`='%s', `Language`='%d' WHERE `File`='%s'",
            version.get().number(), version.get().language(), id);
        database.query("DELETE FROM `MsiFileHash` WHERE `File_`='%s'", id);
      }
    }
    pack(packed.values());
  }

  /** In the order of the File table, which has to be the cabinet's. */
  private void pack(Collection<Map.Entry<String, Path>> files)
      throws IOException, InterruptedException {
    Map<String, Path> ordered = new LinkedHashMap<>();
    files.forEach(file -> ordered.put(file.getKey(), file.getValue()));
    Path cabinet = database.beside("fettle.cab");
    Cabinet.write(cabinet, ordered, time);
    database.stream("fettle.cab", cabinet);
  }

  private static String path(Map<String, List<String>> folders, String folder) {
    if (folder.equals("INSTALLDIR")) {
      return "";
    }
    List<String> row = folders.get(folder);
    return path(folders, row.get(1)) + row.get(2) + "/";
  }

  private static boolean isShort(String name) {
    return name.matches("[A-Za-z0-9_-]{1,8}(\\.[A-Za-z0-9_-]{1,3})?|\\.");
  }

  /** A name of eight and three that no other file of the folder has, as good as certainly. */
  private static String shortName(String id, String name) {
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot).replaceAll("[^A-Za-z0-9.]", "");
    return Guid.of("short " + id).replace("-", "").substring(0, 8)
        + ending.substring(0, Math.min(4, ending.length())).toUpperCase(Locale.ROOT);
  }
}
