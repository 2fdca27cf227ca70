package org.fettle.windows;

import java.util.List;
import java.util.Optional;

/**
 * Looking at files. Paths are whole Windows paths, of this machine's own drives, as {@link
 * LocalPath} takes them. Links are junctions, symbolic links, mount points and all other reparse
 * points; the placeholders of cloud storage are among them where Windows shows them as such.
 */
public interface Files {
  /**
   * Whether a file, not a folder, is there. Only this looks through links: programs lie behind
   * some.
   */
  boolean isFile(String path);

  /**
   * The text with {@code %Name%} replaced from the environment of the subject; unknown names stay
   * as written.
   */
  String expand(String text);

  /**
   * What is at the path itself: a link is told as a link. Empty when nothing is.
   *
   * @throws WindowsException when it cannot be looked at, or the way there leads through a link
   */
  Optional<FileInfo> look(String path);

  /**
   * What lies in a folder, sorted by name; none when it is absent or a file.
   *
   * @throws WindowsException as {@link #look}, when it is a link, and when there is no end of it
   */
  List<FileInfo> entries(String folder);

  /**
   * The bytes of a file; empty when it is absent.
   *
   * @throws WindowsException as {@link #look}, when it is no plain file, and when it has more than
   *     {@code atMost} bytes
   */
  Optional<byte[]> read(String path, int atMost);

  /**
   * The version in a program's fixed version resource; empty when it is absent or has none.
   *
   * @throws WindowsException as {@link #read}
   */
  Optional<FileVersion> version(String path);
}
