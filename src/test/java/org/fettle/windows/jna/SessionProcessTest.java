package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateChange;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.Credential;
import org.fettle.windows.Credential.Persistence;
import org.fettle.windows.CredentialChange;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FileRenameChange;
import org.fettle.windows.Pem;
import org.fettle.windows.Processes.Running;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.TextEncoding;
import org.fettle.windows.TextLineChange;
import org.fettle.windows.User;
import org.fettle.windows.User.Session;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.session.BadSession;
import org.fettle.windows.session.SessionLimits;
import org.fettle.windows.session.SessionWindows;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process itself. Every session is the own one here: Wine gives its token for any. */
@OnWindows
@Timeout(120)
class SessionProcessTest {
  private static final int SESSION = 1;
  private static final RegistryKey KEY = RegistryKey.parse("HKCU\\Software\\FettleSession");

  private final JnaWindows machine = JnaWindows.open();
  private final User self = machine.users().self().orElseThrow();
  private final Seeds seeds = new Seeds(Optional.of(self));
  private final List<Long> before = runtimes();

  /** One session, and whose it is said to be. */
  private record One(String sid) implements Sessions.Source {
    @Override
    public List<Entry> list() {
      return List.of(new Entry(SESSION, 0));
    }

    @Override
    public boolean isLocked(int id) {
      return false;
    }

    @Override
    public Optional<String> tokenSid(int id) {
      return Optional.of(sid);
    }

    @Override
    public Optional<String> accountSid(int id) {
      return Optional.empty();
    }
  }

  @BeforeEach
  void onlyWhereATokenIsGiven() {
    assumeTrue(
        new TerminalSessions().tokenSid(SESSION).isPresent(),
        "Windows gives tokens of sessions to LocalSystem only.");
  }

  @AfterEach
  void nothingIsLeft() {
    seeds.close();
    machine.close();
    assertThat(runtimes()).as("processes left behind").isEqualTo(before);
  }

  private List<Long> runtimes() {
    return machine.processes().running().stream()
        .filter(program -> program.name().matches("(?i)javaw?\\.exe"))
        .map(Running::id)
        .sorted()
        .toList();
  }

  // JUnit's console loads the tests from a class path of its own.
  private static String classPath() {
    if (!(SessionProcessTest.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    List<String> entries = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      try {
        entries.add(Path.of(url.toURI()).toString());
      } catch (URISyntaxException e) {
        throw new AssertionError(e);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private SessionStarter starter(SessionCommand command) {
    return new SessionStarter(new Sessions(new One(self.sid()), true), command);
  }

  private static SessionCommand real() {
    return SessionCommand.of(SessionMain.class.getName(), classPath());
  }

  private static SessionCommand bad(String conduct) {
    SessionCommand command = SessionCommand.of(BadSession.class.getName(), classPath());
    List<String> arguments = new ArrayList<>(command.arguments());
    arguments.add(conduct);
    return new SessionCommand(command.program(), arguments);
  }

  private static String reg(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("reg.exe"));
    command.addAll(List.of(arguments));
    Process reg = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(reg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    reg.waitFor();
    return output;
  }

  @Test
  void itIsStartedAskedAndWritesAndIsGone() throws Exception {
    // Were it not taken out of the environment, no runtime would start with it.
    seeds.value(
        RegistryKey.parse("HKCU\\Environment"),
        "JAVA_TOOL_OPTIONS",
        RegistryValue.text("-XX:NoSuchOption"));
    try (JnaWindows service = new JnaWindows(user -> true, starter(real()))) {
      Windows view = service.as(self);
      assertThat(view).isInstanceOf(SessionWindows.class);
      assertThat(runtimes()).as("nothing is started before it is needed").isEqualTo(before);

      assertThat(view.files().expand("%USERPROFILE%")).isEqualTo(System.getenv("USERPROFILE"));
      assertThat(view.files().isFile("C:\\windows\\system32\\cmd.exe")).isTrue();
      assertThat(runtimes()).hasSize(before.size() + 1);

      List<Change> changes =
          Changes.toSet(view.registry(), KEY.child("Ä\uD83D\uDE00"), "x", RegistryValue.text("y"));
      changes.forEach(view::apply);

      assertThat(reg("query", "HKCU\\Software\\FettleSession", "/s")).contains("x    REG_SZ    y");
      assertThat(view.registry().value(KEY.child("Ä\uD83D\uDE00"), "x"))
          .contains(RegistryValue.text("y"));

      Change stale =
          new RegistryValueChange(
              KEY, "z", Optional.of(RegistryValue.dword(1)), Optional.of(RegistryValue.dword(2)));
      assertThat(catchThrowableOfType(WindowsException.class, () -> view.apply(stale)).kind())
          .isEqualTo(Kind.CHANGED);

      changes.reversed().forEach(change -> view.apply(change.inverse()));
      assertThat(reg("query", "HKCU\\Software\\FettleSession")).doesNotContain("REG_SZ");
      assertThat(runtimes()).hasSize(before.size() + 1);
    }
    assertThat(runtimes()).isEqualTo(before);
  }

  @Test
  void vaultStoreAndFilesAreReachedThroughItAndMended(@TempDir Path folder) throws IOException {
    CertificateStore store = CertificateStore.parse("CurrentUser\\My");
    Certificate certificate = Pem.certificate("anna");
    Credential credential =
        new Credential(
            "FettleSession:uri=anna@contoso.com",
            Credential.Type.GENERIC,
            Optional.of("anna@contoso.com"),
            Persistence.LOCAL_MACHINE,
            Instant.parse("2026-01-02T03:04:05.678Z"));
    Path file = Files.writeString(folder.resolve("x.ini"), "[a]\r\nb=1\r\n");
    Path cache = Files.createDirectory(folder.resolve("sip_anna"));
    try (Vault vault = new Vault();
        JnaWindows service = new JnaWindows(user -> true, starter(real()))) {
      vault.plant(credential);
      StoreCalls.put(store, certificate);
      Windows view = service.as(self);

      assertThat(view.credentials().all()).contains(credential);
      assertThat(view.certificates().in(store))
          .extracting(Certificate::thumbprint)
          .contains(certificate.thumbprint());
      byte[] content = view.files().read(file.toString(), 100).orElseThrow();
      assertThat(content).isEqualTo(Files.readAllBytes(file));
      assertThat(view.files().entries(folder.toString()))
          .extracting(FileInfo::name)
          .containsExactly("sip_anna", "x.ini");
      assertThat(view.files().version("C:\\windows\\system32\\kernel32.dll")).isPresent();

      view.apply(new CredentialChange(Optional.of(credential), Optional.empty()));
      view.certificates().in(store).stream()
          .filter(found -> found.thumbprint().equals(certificate.thumbprint()))
          .forEach(found ->
              view.apply(new CertificateChange(store, Optional.of(found), Optional.empty())));
      view.apply(new FileRenameChange(true, cache.toString(), cache.toString() + ".fettle-1"));
      view.apply(TextLineChange.of(file.toString(), TextEncoding.UTF_8, content, 5, 3, "b=2"));

      assertThat(vault.all()).doesNotContain(credential);
      assertThat(StoreCalls.has(store, certificate.thumbprint())).isFalse();
      assertThat(folder.resolve("sip_anna.fettle-1")).isDirectory();
      assertThat(cache).doesNotExist();
      assertThat(file).hasContent("[a]\r\nb=2\r\n");
    } finally {
      StoreCalls.remove(store, certificate.thumbprint());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "never-speaks, did not answer within 2000 ms",
    "hangs, did not answer within 2000 ms",
    "reads-nothing, did not answer within 2000 ms",
    "lies, is another account's",
    "dies, ended before it answered",
    "floods, sent more than it may",
    "writes-garbage, sent what cannot be understood",
  })
  void whateverItDoesItIsEndedWithASentence(String conduct, String what) {
    boolean speaks = !conduct.equals("never-speaks");
    SessionLimits limits =
        new SessionLimits(
            8 << 20, 64 << 20, Duration.ofSeconds(speaks ? 60 : 2), Duration.ofSeconds(2));
    RegistryValueChange large =
        new RegistryValueChange(
            KEY, "x", Optional.empty(), Optional.of(RegistryValue.binary(new byte[1 << 20])));
    try (SessionWindows view =
        new SessionWindows(
            machine.as(self), self, () -> starter(bad(conduct)).apply(self), limits)) {
      assertThatThrownBy(() -> view.apply(large))
          .isInstanceOf(WindowsException.class)
          .hasMessageContaining(what);
      assertThat(runtimes()).as("it is ended at once").isEqualTo(before);
      assertThatThrownBy(() -> view.files().isFile("C:\\windows\\system32\\cmd.exe"))
          .isInstanceOf(WindowsException.class)
          .hasMessageContaining(what);
    }
    assertThat(machine.as(self).registry().exists(KEY)).isFalse();
  }

  /** A service that starts a process in a session, which then hangs, and dies itself. */
  static final class DyingService {
    private DyingService() {}

    public static void main(String[] arguments) {
      String sid = arguments[0];
      new SessionStarter(new Sessions(new One(sid), true), bad("never-speaks"))
          .apply(new User(sid, "self", Session.ACTIVE));
      System.out.print("started");
      System.out.flush();
      Runtime.getRuntime().halt(1);
    }
  }

  @Test
  void itDoesNotOutliveAServiceThatDied() throws Exception {
    SessionCommand command = SessionCommand.of(DyingService.class.getName(), classPath());
    List<String> line = new ArrayList<>(List.of(command.program()));
    line.addAll(command.arguments());
    line.add(self.sid());
    Process service =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();

    assertThat(new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("started");
    service.waitFor();
    for (int i = 0; i < 50 && !runtimes().equals(before); i++) {
      Thread.sleep(100); // the kernel closes what it held
    }
    assertThat(runtimes()).isEqualTo(before);
  }

  @Test
  void aProgramThatIsNotThereIsSaid() {
    SessionStarter starter =
        starter(new SessionCommand("C:\\nowhere\\javaw.exe", List.of("-version")));

    assertThatThrownBy(() -> starter.apply(self))
        .isInstanceOf(WindowsException.class)
        .hasMessageMatching(
            "Cannot start a process for \\Q" + self.name() + "\\E: not found \\([23]\\)\\.");
  }

  @Test
  void whoIsNotSignedInHasNoProcess() {
    User away = new User("S-1-5-21-9-9-9-9", "away", Session.ACTIVE);

    assertThatThrownBy(() -> starter(real()).apply(away)).hasMessage("away is not signed in.");
  }

  @Test
  void aSessionThatIsSomebodyElsesByNowIsNotTaken() {
    User anna = new User("S-1-5-21-9-9-9-9", "anna", Session.ACTIVE);
    SessionStarter starter = new SessionStarter(new Sessions(new One(anna.sid()), true), real());

    assertThatThrownBy(() -> starter.apply(anna))
        .hasMessage("Session 1 is no longer that of anna.");
  }

  @Test
  void anothersSideIsWrittenByNobodyWhoIsNotTheService() {
    User anna = new User("S-1-5-21-1004336348-1177238915-682003330-1104", "anna", Session.ACTIVE);
    Change change =
        new RegistryValueChange(
            RegistryKey.parse("HKCU\\Software"),
            "x",
            Optional.empty(),
            Optional.of(RegistryValue.dword(1)));

    assertThatThrownBy(() -> machine.as(anna).apply(change))
        .isInstanceOf(WindowsException.class)
        .hasMessage(
            "HKCU\\Software\\x of anna is only written in a session of theirs, which only the"
                + " service can reach.");
  }
}
