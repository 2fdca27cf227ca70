import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * {@code StoredJar FROM TO}: the same jar without compression, which the cabinet does better across
 * files, and without JNA's libraries for all systems, of which the one needed lies beside it.
 */
final class StoredJar {
  private static final String NATIVE = "com/sun/jna/[a-z0-9-]+/[a-z]+\\.(so|dll|jnilib|a)";

  private StoredJar() {}

  public static void main(String[] arguments) throws IOException {
    try (ZipFile from = new ZipFile(arguments[0]);
        OutputStream file = Files.newOutputStream(Path.of(arguments[1]));
        ZipOutputStream to = new ZipOutputStream(file)) {
      to.setMethod(ZipOutputStream.STORED);
      for (ZipEntry entry : Collections.list(from.entries())) {
        if (!entry.getName().matches(NATIVE)) {
          byte[] content = from.getInputStream(entry).readAllBytes();
          CRC32 sum = new CRC32();
          sum.update(content);
          ZipEntry stored = new ZipEntry(entry.getName());
          stored.setTimeLocal(entry.getTimeLocal());
          stored.setSize(content.length);
          stored.setCrc(sum.getValue());
          to.putNextEntry(stored);
          to.write(content);
        }
      }
    }
  }
}
