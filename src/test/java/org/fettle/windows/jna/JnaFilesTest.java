package org.fettle.windows.jna;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinBase;
import com.sun.jna.platform.win32.WinNT;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FileVersion;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.WritableFiles;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of the Windows this runs on. Java lays them out and looks at them. */
@OnWindows
class JnaFilesTest extends FilesContract {
  private static final byte[] TEXT = "as it was".getBytes(UTF_8);
  private static final byte[] OTHER = "as it is to be".getBytes(UTF_8);

  private final JnaWindows windows = JnaWindows.open();
  private Path home = Path.of("");

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createTempDirectory(Path.of(System.getenv("PUBLIC")), "fettle");
  }

  @AfterEach
  void removeHome() throws IOException {
    windows.close();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.getFileAttributeView(path, DosFileAttributeView.class).setReadOnly(false);
        Files.delete(path);
      }
    }
  }

  @Override
  WritableFiles files() {
    return windows.files();
  }

  @Override
  String home() {
    return home.toString();
  }

  @Override
  void folder(String path) {
    try {
      Files.createDirectory(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void file(String path, byte[] content) {
    try {
      Files.write(Path.of(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Optional<byte[]> content(String path) {
    try {
      return Files.isRegularFile(Path.of(path))
          ? Optional.of(Files.readAllBytes(Path.of(path)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path planted(String name) {
    file(at(name), TEXT);
    return home.resolve(name);
  }

  @Test
  void theTimeOfTheLastWriteIsTold() throws IOException {
    Path file = planted("file");
    Instant then = Instant.parse("2024-02-29T12:34:56.789Z");
    Files.setLastModifiedTime(file, FileTime.from(then));
    assertThat(files().look(file.toString()))
        .get()
        .extracting(FileInfo::lastWritten)
        .isEqualTo(then);
    assertThat(files().entries(home())).extracting(FileInfo::lastWritten).containsExactly(then);
  }

  @Test
  void aProgramHasAVersion() {
    Runtime.Version java = Runtime.version();
    assertThat(files().version(System.getProperty("java.home") + "\\bin\\java.exe"))
        .get()
        .extracting(FileVersion::major)
        .isEqualTo(java.feature());
  }

  @Test
  void whatIsNotToldOfStreamsIsARefusalButWhereThereAreNone() {
    assertThat(NtFileCalls.hasStreams(NtdllFiles.SUCCESS, 0)).isFalse();
    assertThat(NtFileCalls.hasStreams(NtdllFiles.SUCCESS, 40)).isTrue();
    assertThat(NtFileCalls.hasStreams(NtdllFiles.BUFFER_OVERFLOW, 0)).isTrue();
    assertThat(NtFileCalls.hasStreams(NtdllFiles.NOT_SUPPORTED, 0)).isFalse();
    assertThat(NtFileCalls.hasStreams(NtdllFiles.INVALID_PARAMETER, 0)).isFalse();
    int accessDenied = 0xC000_0022;
    assertThatThrownBy(() -> NtFileCalls.hasStreams(accessDenied, 0))
        .isInstanceOfSatisfying(
            FileCalls.Refused.class, refused -> assertThat(refused.code()).isEqualTo(5));
  }

  @Test
  void aPinnedFileCanBeReadButNeitherMovedNorRemoved() {
    Path file = planted("file");
    NtFileCalls calls = new NtFileCalls();
    try (Way way = Way.to(calls, LocalPath.parse(file.toString()), FileCalls.Purpose.PASS)) {
      long pinned = way.open(FileCalls.Purpose.PIN);
      try {
        assertThat(content(file.toString())).contains(TEXT);
        assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Files.move(file, home.resolve("other")))
            .isInstanceOf(IOException.class);
      } finally {
        calls.close(pinned);
      }
    }
    assertThat(content(file.toString())).contains(TEXT);
  }

  @Test
  void aFileInUseIsSaidToBe() {
    Path file = planted("file");
    WinNT.HANDLE other =
        Kernel32.INSTANCE.CreateFile(
            file.toString(), WinNT.GENERIC_READ, 0, null, WinNT.OPEN_EXISTING, 0, null);
    assertThat(other).isNotEqualTo(WinBase.INVALID_HANDLE_VALUE);
    try {
      assertThat(files().look(file.toString())).isPresent();
      assertThatThrownBy(() -> files().read(file.toString(), 100))
          .hasMessage("Cannot read " + file + ": in use by another program (32).");
      assertThatThrownBy(() -> files().replace(file.toString(), TEXT, OTHER))
          .hasMessage("Cannot write " + file + ": in use by another program (32).");
      assertThatThrownBy(() -> files().rename(file.toString(), "x"))
          .hasMessage("Cannot rename " + file + ": in use by another program (32).");
      assertThatThrownBy(() -> files().purge(file.toString()))
          .hasMessage("Cannot remove " + file + ": in use by another program (32).");
    } finally {
      Kernel32.INSTANCE.CloseHandle(other);
    }
    assertThat(content(file.toString())).contains(TEXT);
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly("file");
  }

  @Test
  void aFileThatAProgramIsWritingIsNotReplaced() throws IOException {
    Path file = planted("file");
    try (OutputStream writer = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      assertThatThrownBy(() -> files().replace(file.toString(), TEXT, OTHER))
          .hasMessageContaining("in use by another program (32)");
      writer.write('!');
    }
    assertThat(content(file.toString())).contains("as it was!".getBytes(UTF_8));
  }

  @Test
  void aFileMarkedAsReadOnlyIsNotReplacedButRenamedAndRemoved() throws IOException {
    Path file = planted("file");
    Files.getFileAttributeView(file, DosFileAttributeView.class).setReadOnly(true);
    assertThatThrownBy(() -> files().replace(file.toString(), TEXT, OTHER))
        .hasMessage("Cannot write " + file + ": it is marked as read-only.");
    files().rename(file.toString(), "file.fettle-1");
    assertThat(content(at("file.fettle-1"))).contains(TEXT);
    files().purge(at("file.fettle-1"));
    assertThat(files().entries(home())).isEmpty();
  }

  @Test
  void aFileKeepsItsAttributesAndItsBirthday() throws IOException {
    Path file = planted("file");
    DosFileAttributeView view = Files.getFileAttributeView(file, DosFileAttributeView.class);
    view.setHidden(true);
    String before = Files.getOwner(file) + " " + Files.readAttributes(file, "dos:hidden,archive");
    files().replace(file.toString(), TEXT, OTHER);
    assertThat(Files.getOwner(file) + " " + Files.readAttributes(file, "dos:hidden,archive"))
        .isEqualTo(before);
    assertThat(content(file.toString())).contains(OTHER);
  }

  @Test
  void aReplacedFileIsOfNowWhateverLayInTheMemoryBefore() throws IOException {
    Path file = planted("file");
    for (int turn = 0; turn < 50; turn++) {
      try (Memory dirt = new Memory(40)) { // as large as what the times are set by
        dirt.setMemory(0, dirt.size(), (byte) 0x11);
      }
      Instant before = Instant.now().minusSeconds(2);
      files().replace(file.toString(), turn % 2 == 0 ? TEXT : OTHER, turn % 2 == 0 ? OTHER : TEXT);
      BasicFileAttributes times = Files.readAttributes(file, BasicFileAttributes.class);
      assertThat(times.lastModifiedTime().toInstant()).isBetween(before, before.plusSeconds(60));
      assertThat(times.lastAccessTime().toInstant()).isBetween(before, before.plusSeconds(60));
    }
  }

  @Test
  void whatACrashLeftBesideAFileIsRemovedWithTheNextTry() {
    Path file = planted("file");
    file(at("file" + FileWrites.NEW), "half a li".getBytes(UTF_8));
    files().replace(file.toString(), TEXT, OTHER);
    assertThat(content(file.toString())).contains(OTHER);
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly("file");
  }

  @Test
  void aFolderInThePlaceOfTheNewFileIsLeftAlone() {
    Path file = planted("file");
    folder(at("file" + FileWrites.NEW));
    assertThat(refusal(() -> files().replace(file.toString(), TEXT, OTHER)))
        .isEqualTo(Kind.FORBIDDEN);
    assertThat(content(file.toString())).contains(TEXT);
    assertThat(home.resolve("file" + FileWrites.NEW)).isDirectory();
  }

  @Test
  void aFileOfTwoNamesIsNotWrittenUnderEither() throws IOException {
    folder(at("inside"));
    Path outside = planted("outside");
    Path inside = Files.createLink(home.resolve("inside\\name"), outside);
    assertThat(files().look(inside.toString())).get().extracting(FileInfo::links).isEqualTo(2);
    assertThat(files().entries(at("inside"))).extracting(FileInfo::links).containsExactly(2);
    for (String path : List.of(inside.toString(), outside.toString())) {
      assertThat(refusal(() -> files().rename(path, "x"))).isEqualTo(Kind.FORBIDDEN);
      assertThat(refusal(() -> files().replace(path, TEXT, OTHER))).isEqualTo(Kind.FORBIDDEN);
      assertThat(refusal(() -> files().purge(path))).isEqualTo(Kind.FORBIDDEN);
    }
    assertThat(content(outside.toString())).contains(TEXT);
  }

  @Test
  void aFileOfTwoNamesInARemovedFolderKeepsTheOther() throws IOException {
    folder(at("old.fettle-1"));
    Path outside = planted("outside");
    Files.getFileAttributeView(outside, DosFileAttributeView.class).setReadOnly(false);
    Files.createLink(home.resolve("old.fettle-1\\name"), outside);
    files().purge(at("old.fettle-1"));
    assertThat(content(outside.toString())).contains(TEXT);
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly("outside");
  }

  @Test
  void aFolderWithMoreThanCanBeListedIsRemovedForAllThat() {
    folder(at("many"));
    for (int i = 0; i < 2_500; i++) {
      file(at("many\\" + i), new byte[0]);
    }
    assertThat(files().entries(at("many"))).hasSize(2_500);
    files().purge(at("many"));
    assertThat(files().entries(home())).isEmpty();
  }

  @Test
  void theRootOfADriveIsLookedAtButNotWritten() {
    assertThat(files().look("C:\\"))
        .get()
        .extracting(FileInfo::kind)
        .isEqualTo(FileInfo.Kind.FOLDER);
    assertThat(files().entries("c:\\")).extracting(FileInfo::name).contains("windows");
    assertThat(refusal(() -> files().purge("C:\\"))).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal(() -> files().rename("C:\\", "x"))).isEqualTo(Kind.FORBIDDEN);
    assertThat(files().look("Q:\\absent")).isEmpty();
  }

  @Test
  void filesOfAnotherUserAreLookedAtButNotWritten() {
    JnaFiles another =
        new JnaFiles(
            () -> {
              throw new AssertionError("The environment is not asked.");
            },
            JnaFiles.Writing.NOT_HERE);
    Path file = planted("file");
    assertThat(another.look(file.toString())).isPresent();
    assertThat(refusal(() -> another.rename(file.toString(), "x"))).isEqualTo(Kind.DENIED);
    assertThat(refusal(() -> another.replace(file.toString(), TEXT, OTHER))).isEqualTo(Kind.DENIED);
    assertThat(refusal(() -> another.purge(file.toString()))).isEqualTo(Kind.DENIED);
    assertThat(content(file.toString())).contains(TEXT);
  }

  @Test
  void aFolderThatIsHeldOnTheWayCannotBeMoved() {
    folder(at("held"));
    FileCalls calls = new NtFileCalls();
    try (Way way = Way.to(calls, LocalPath.parse(at("held\\file")), FileCalls.Purpose.PASS)) {
      assertThat(way.open(FileCalls.Purpose.LOOK)).isZero();
      assertThat(refusal(() -> files().rename(at("held"), "moved"))).isEqualTo(Kind.BROKEN);
      assertThatThrownBy(() -> Files.move(home.resolve("held"), home.resolve("moved")))
          .isInstanceOf(IOException.class);
    }
    files().rename(at("held"), "moved");
    assertThat(home.resolve("moved")).isDirectory();
  }

  @Test
  void whatIsNeverWrittenIsRefusedHereToo() {
    assertThatThrownBy(() -> files().rename("C:\\Windows\\System32", "x"))
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining("is never written: it is a part of Windows");
  }
}
