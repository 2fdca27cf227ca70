import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code Parts FOLDER}: writes what wixl needs to lay down every file of the staged folder that
 * {@code fettle.wxs} does not name itself, one component each, with identifiers that follow from
 * the path below the folder.
 */
final class Parts {
  /** What has services or a place of its own in fettle.wxs. */
  private static final Set<String> NAMED = Set.of("bin/fettle.exe", "bin/fettled.exe");

  private final Path root;
  private final StringBuilder text = new StringBuilder();
  private final List<String> components = new ArrayList<>();

  private Parts(Path root) {
    this.root = root;
  }

  public static void main(String[] arguments) throws IOException {
    Parts parts = new Parts(Path.of(arguments[0]));
    parts.text.append(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
        <Fragment><DirectoryRef Id="INSTALLDIR">
        """);
    parts.folder(parts.root);
    parts.text.append("</DirectoryRef></Fragment>\n<Fragment><ComponentGroup Id=\"Parts\">\n");
    parts.components.forEach(id -> parts.text.append("<ComponentRef Id=\"" + id + "\"/>\n"));
    parts.text.append("</ComponentGroup></Fragment>\n</Wix>\n");
    System.out.print(parts.text);
  }

  private void folder(Path folder) throws IOException {
    List<Path> children;
    try (Stream<Path> inside = Files.list(folder)) {
      children = inside.sorted().toList();
    }
    for (Path child : children) {
      String path = root.relativize(child).toString();
      if (!path.matches("[A-Za-z0-9._/+-]+")) {
        throw new IOException("The package's tables take no such name: " + path);
      }
      if (Files.isDirectory(child)) {
        text.append(
            "<Directory Id=\"%s\" Name=\"%s\">\n".formatted(folderId(path), child.getFileName()));
        folder(child);
        text.append("</Directory>\n");
      } else if (!NAMED.contains(path)) {
        String id = id("c", path);
        components.add(id);
        text.append(
            """
            <Component Id="%s" Guid="%s" Win64="yes"><File Id="%s" KeyPath="yes" Source="%s/%s"/></Component>
            """
                .formatted(id, Guid.of("file " + path), id("f", path), root.getFileName(), path));
      }
    }
  }

  private static String folderId(String path) {
    return path.equals("bin") ? "BINDIR" : id("d", path);
  }

  private static String id(String kind, String path) {
    return kind + Guid.of("id " + path).replace("-", "");
  }
}
