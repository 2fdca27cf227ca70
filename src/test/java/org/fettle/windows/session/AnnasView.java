package org.fettle.windows.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Certificate;
import org.fettle.windows.Certificates;
import org.fettle.windows.Change;
import org.fettle.windows.Credential;
import org.fettle.windows.Credential.Persistence;
import org.fettle.windows.Credentials;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Files;
import org.fettle.windows.User;
import org.fettle.windows.User.Session;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsView;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;

/** What Anna's process sees: a vault, a store and a folder, always the same. */
final class AnnasView extends WindowsView {
  static final User ANNA = new User("S-1-5-21-1-2-3-1001", "CONTOSO\\anna", Session.ACTIVE);
  static final Instant THEN = Instant.parse("2026-11-01T08:00:00Z");

  static final Credential CREDENTIAL =
      new Credential(
          "MicrosoftOffice16_Data:SSPI:\uD800anna",
          Credential.Type.GENERIC,
          Optional.of("anna@contoso.com"),
          Persistence.ENTERPRISE,
          THEN);
  static final Certificate CERTIFICATE = new Certificate("TUlJ", "", true);
  static final FileInfo FOLDER = new FileInfo("sip_anna", FileInfo.Kind.FOLDER, 0, 1, THEN);

  final List<Change> applied = new ArrayList<>();

  AnnasView() {
    this(fresh());
  }

  private AnnasView(MemoryWindows machine) {
    super(machine.as(ANNA));
  }

  static MemoryWindows fresh() {
    return new MemoryWindows(
        MachineFile.read(
            "users: [{ sid: " + ANNA.sid() + ", name: 'CONTOSO\\anna', session: active }]"));
  }

  @Override
  public Credentials credentials() {
    return () -> List.of(CREDENTIAL);
  }

  @Override
  public Certificates certificates() {
    return store -> store.name().equals("My") ? List.of(CERTIFICATE) : List.of();
  }

  @Override
  public Files files() {
    return new OneFolder();
  }

  @Override
  public Windows as(User user) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void apply(Change change) {
    change
        .forbidden()
        .ifPresent(reason -> {
          throw WindowsException.forbidden(reason);
        });
    applied.add(change);
  }

  private static final class OneFolder implements Files {
    @Override
    public boolean isFile(String path) {
      return path.equals("C:\\there.exe");
    }

    @Override
    public String expand(String text) {
      return text.replace("%USERNAME%", "anna");
    }

    @Override
    public Optional<FileInfo> look(String path) {
      return path.endsWith(FOLDER.name()) ? Optional.of(FOLDER) : Optional.empty();
    }

    @Override
    public List<FileInfo> entries(String folder) {
      return folder.endsWith("many") ? Collections.nCopies(100, FOLDER) : List.of(FOLDER);
    }

    @Override
    public Optional<byte[]> read(String path, int atMost) {
      return switch (path) {
        case "C:\\there.exe" -> Optional.of("text".getBytes(UTF_8));
        case "C:\\locked" -> throw WindowsException.failed("read", path, 5);
        default -> Optional.empty();
      };
    }

    @Override
    public Optional<FileVersion> version(String path) {
      return isFile(path) ? Optional.of(new FileVersion(16, 0, 4678, 1000)) : Optional.empty();
    }
  }
}
