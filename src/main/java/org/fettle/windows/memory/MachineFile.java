package org.fettle.windows.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fettle.json.About;
import org.fettle.json.FileFormatException;
import org.fettle.json.Json;
import org.fettle.windows.Credential;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Processes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;

/**
 * A whole endpoint as a file. However it was written, it is kept in one form: defaults filled in,
 * keys sorted, each key once, below the user it belongs to. Two machines are the same where their
 * files are equal.
 */
public record MachineFile(
    @About("What the machine says of itself.") Optional<Machine> machine,
    @About("Where its clock stands still; the real time unless said.") Optional<Instant> now,
    @About("Whether the agent runs with rights; true unless said.") Optional<Boolean> elevated,
    @About(
            "The people with a profile; unless said one, TEST\\user, who is signed in and runs the agent.")
        Optional<List<Person>> users,
    @About("64-bit keys below HKLM, HKU or HKCU (of the user who runs the agent) and their values.")
        Map<RegistryKey, Map<String, RegistryValue>> registry,
    @About("Keys that may not be read or written, with all below.") List<RegistryKey> denied,
    @About("Who else manages a value: key\\name and the owner.") Map<String, String> owned,
    @About("The files that are there, where no more than that is to be said.") List<String> files,
    @About("Files, folders and links, with what is to be said of them.") Map<String, Disk> disk,
    @About("The machine's certificate stores, such as Root.")
        Map<String, List<Certified>> certificates,
    @About("The services, by their short names.") Map<String, Serving> services,
    @About("Environment variables beside the usual ones.") Map<String, String> environment,
    @About("What runs.") List<Program> processes) {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  /** The machine's facts. */
  public record Machine(
      Optional<String> name,
      Optional<String> domain,
      Optional<String> windows,
      Optional<String> architecture) {}

  /**
   * A credential in a user's vault.
   *
   * @param type generic unless said
   * @param persistence local-machine unless said
   * @param lastWritten 2026-01-01 unless said
   */
  public record Stored(
      String target,
      Optional<Credential.Type> type,
      Optional<String> account,
      Optional<Credential.Persistence> persistence,
      Optional<Instant> lastWritten) {
    /** The credential as a machine file says it, with nothing left out. */
    public static Stored of(Credential credential) {
      return new Stored(
          credential.target(),
          Optional.of(credential.type()),
          credential.account(),
          Optional.of(credential.persistence()),
          Optional.of(credential.lastWritten()));
    }

    /** The credential, with the defaults filled in. */
    public Credential credential() {
      return new Credential(
          target,
          type.orElse(Credential.Type.GENERIC),
          account.filter(name -> !name.isEmpty()),
          persistence.orElse(Credential.Persistence.LOCAL_MACHINE),
          lastWritten.orElse(LONG_AGO).truncatedTo(ChronoUnit.MILLIS));
    }
  }

  /**
   * A thing on a drive.
   *
   * @param folder whether it is a folder
   * @param text what a file holds, in UTF-8
   * @param bytes what a file holds, in hexadecimal, where it is no UTF-8 text
   * @param size in bytes, where what it holds does not matter
   * @param links how many names a file has; 1 unless said
   * @param linkTo where a link leads
   * @param lastWritten 2026-01-01 unless said
   * @param version of a program
   * @param denied whether nobody may see what is in it; that it is there is seen
   */
  public record Disk(
      Optional<Boolean> folder,
      Optional<String> text,
      Optional<String> bytes,
      Optional<Long> size,
      Optional<Integer> links,
      Optional<String> linkTo,
      Optional<Instant> lastWritten,
      Optional<String> version,
      Optional<Boolean> denied) {}

  /**
   * A certificate in a store.
   *
   * @param privateKey whether it has a private key; false unless said
   * @param properties what a real store keeps beside it, in Base64
   */
  public record Certified(String pem, Optional<Boolean> privateKey, Optional<String> properties) {}

  /**
   * A running program.
   *
   * @param closes whether it has a window and ends when it is asked to close; true unless said
   */
  public record Program(
      String name, Optional<Long> id, Optional<String> owner, Optional<Boolean> closes) {
    /** Takes any form. */
    public Program {
      closes = closes.filter(value -> !value);
    }

    Processes.Running running() {
      return new Processes.Running(name, id.orElse(0L), owner);
    }
  }

  /** Made only when a file is written: most commands only read one. */
  private static final class Written {
    // The YAML library writes an empty word as a complex key, on a line of its own.
    static final Pattern EMPTY_WORD = Pattern.compile("(?m)^( *)\\? \"\"\\n *: ");

    // A text that holds one of these is quoted, and within quotes YAML takes its number for it.
    static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Zl}\\p{Zp}]");
  }

  /**
   * Takes any form.
   *
   * @throws IllegalArgumentException with a sentence when the parts do not fit together
   */
  public MachineFile {
    CanonicalMachine canonical = new CanonicalMachine(machine, users, registry);
    machine = Optional.of(canonical.machine());
    now = now.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
    elevated = elevated.filter(value -> !value);
    users = Optional.of(canonical.users());
    registry = canonical.registry();
    denied = canonical.denied(denied);
    owned = canonical.owned(owned);
    CanonicalDisk drives = new CanonicalDisk(files, disk);
    files = drives.files();
    disk = drives.disk();
    certificates = CanonicalStores.of(certificates);
    services = CanonicalMachine.sorted(services);
    environment = CanonicalMachine.sorted(environment);
    processes = List.copyOf(processes);
  }

  /**
   * Reads a machine file of at most {@link Json#LARGEST_FILE} bytes.
   *
   * @throws MachineFileException naming the place, when it is not a machine file
   * @throws IOException when it cannot be read
   */
  public static MachineFile read(Path file) throws IOException {
    if (Files.size(file) > Json.LARGEST_FILE) {
      throw new MachineFileException(file, 1, 1, "A machine file has at most 16 MiB.");
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new MachineFileException(file, 1, 1, "The file is not UTF-8.");
    } catch (FileFormatException e) {
      throw new MachineFileException(file, e.line(), e.column(), e.problem());
    }
  }

  /**
   * Reads the text of a machine file; an empty one is a machine too.
   *
   * @throws FileFormatException saying where and what is wrong
   */
  public static MachineFile read(String text) {
    return Json.readYaml(text, MachineFile.class);
  }

  /** How a machine file writes that path; empty where it cannot name what is there. */
  public static Optional<String> pathOf(String path) {
    return Optional.of(CanonicalDisk.withoutDots(path)).filter(CanonicalDisk::isPath);
  }

  /**
   * Where a machine file keeps that key.
   *
   * @param sid whose HKCU is meant; empty for the machine's own view
   * @param wide whether it is a 64-bit Windows, with a 32-bit view beside the 64-bit one
   */
  public static RegistryKey addressOf(RegistryKey key, Optional<String> sid, boolean wide) {
    return new Addresses(sid, wide).real(key);
  }

  /**
   * The file's text: what is read back from it is written the same way, byte for byte. What a
   * terminal or an editor would obey is escaped.
   */
  public String toYaml() {
    // What stands behind the colon is a registry value, whose lines are indented by two already.
    String yaml = Written.EMPTY_WORD.matcher(Json.writeYaml(this)).replaceAll("$1\"\":\n$1  ");
    return Written.INVISIBLE.matcher(yaml).replaceAll(MachineFile::escaped);
  }

  private static String escaped(MatchResult invisible) {
    int character = invisible.group().codePointAt(0);
    return String.format(Locale.ROOT, character > 0xFFFF ? "\\\\U%08X" : "\\\\u%04X", character);
  }

  /**
   * Puts the text into the file, in one step: a crash leaves the old file or the new one, whole.
   * Comments at the top of the old one stay.
   */
  public void save(Path file) throws IOException {
    SavedFile.write(file, SavedFile.leadingComment(file) + toYaml());
  }

  MachineFacts facts() {
    Machine known = machine.orElseThrow();
    return new MachineFacts(
        known.name().orElseThrow(),
        known.domain(),
        known.windows().orElseThrow(),
        known.architecture().orElseThrow());
  }

  boolean isElevated() {
    return elevated.orElse(true);
  }

  List<Person> people() {
    return users.orElseThrow();
  }

  Optional<Person> self() {
    return people().stream().filter(Person::isSelf).findFirst();
  }

  Map<String, Person> bySid() {
    return people().stream().collect(Collectors.toMap(Person::sid, person -> person));
  }
}
