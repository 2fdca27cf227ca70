package org.fettle.policy.bundle;

import static org.fettle.policy.bundle.SampleBundle.CREATED;
import static org.fettle.policy.bundle.SampleBundle.FOREIGN;
import static org.fettle.policy.bundle.SampleBundle.NOT_AFTER;
import static org.fettle.policy.bundle.SampleBundle.NOW;
import static org.fettle.policy.bundle.SampleBundle.files;
import static org.fettle.policy.bundle.SampleBundle.terms;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fettle.policy.bundle.BundleException.Reason;

/**
 * Makes hostile bundles, each so that one reason refuses it. In force is serial {@link #IN_FORCE};
 * they come as the next.
 */
final class HostileBundle extends BundleLies {
  static final long IN_FORCE = 7;

  /** Reasons that no bundle has of itself. */
  static final List<Reason> OF_THE_STORE = List.of(Reason.STORE_DAMAGED);

  private final HostileZip zips = new HostileZip(random);
  private final HostileContents contents = new HostileContents(random);

  HostileBundle(long seed) {
    super(new Random(seed));
  }

  byte[] refusedFor(Reason reason) {
    return switch (reason) {
      case BUNDLE_TOO_LARGE -> Arrays.copyOf(next(), Limits.BUNDLE + 1 + random.nextInt(100));
      case TOO_MANY_FILES -> zips.tooManyFiles();
      case FILE_TOO_LARGE ->
          zips.bomb(random.nextBoolean() ? file() : one(EntryName.MANIFEST, EntryName.SIGNATURE));
      case TOTAL_TOO_LARGE -> zips.manyBombs();
      case NOT_A_BUNDLE -> zips.noBundle();
      case TRUNCATED -> Arrays.copyOf(next(), random.nextInt(next().length));
      case TRAILING_BYTES -> zips.trailing();
      case COMMENT -> zips.comment();
      case EXTRA_FIELD -> zips.extra();
      case ENCRYPTED -> with(entry -> entry.flags |= one(1, 0x41, 0x2001, 0x2000, 0x40));
      case UNKNOWN_COMPRESSION -> with(entry -> entry.method = one(1, 6, 9, 12, 14, 93, 95, 99));
      case UNKNOWN_FEATURE -> zips.unknownFeature();
      case DAMAGED -> zips.damaged();
      case HEADERS_DISAGREE -> zips.disagreeing();
      case MISPLACED -> zips.misplaced();
      case DUPLICATE -> zips.duplicate();
      case CASE_DUPLICATE ->
          named(
              one(
                  "Colours.yaml",
                  "DOORS.yaml",
                  "colours.YAML"
                      .replace("YAML", "yaml")
                      .toUpperCase(java.util.Locale.ROOT)
                      .replace(".YAML", ".yaml"),
                  "assignments/LAPTOPS.yaml"));
      case FOLDER -> zips.folder();
      case LINK -> with(entry -> entry.attributes = one(0xA1FF0000L, 0xA0000000L, 0x400L));
      case SPECIAL_FILE ->
          with(entry -> entry.attributes = one(0x10000000L, 0x21FF0000L, 0x60000000L, 0xC0000000L));
      case SIZE_LIES -> zips.lying();
      case CHECKSUM -> with(entry -> entry.crc ^= 1L << random.nextInt(32));
      case NAME_EMPTY -> named("");
      case NAME_TOO_LONG -> named("a".repeat(156 + random.nextInt(9_000)) + ".yaml");
      case NAME_CONTROL_CHARACTER -> named("co" + (char) random.nextInt(32) + "lours.yaml");
      case NAME_NOT_ASCII ->
          named(
              one(
                  "f\u00e4rger.yaml",
                  "colours\u202E.yaml",
                  "col\u043Eurs.yaml",
                  "\u212Aelvin.yaml"));
      case NAME_BACKSLASH ->
          named(
              one(
                  "..\\evil.yaml",
                  "assignments\\evil.yaml",
                  "\\\\host\\share\\evil.yaml",
                  "C:\\evil.yaml"));
      case NAME_DRIVE ->
          named((char) ('A' + random.nextInt(26)) + one(":evil.yaml", ":/evil.yaml"));
      case NAME_STREAM ->
          named(one("colours.yaml:evil", "assignments/laptops.yaml:$DATA", "::$INDEX_ALLOCATION"));
      case NAME_ABSOLUTE -> named(one("/evil.yaml", "//host/share/evil.yaml", "/etc/evil.yaml"));
      case NAME_ESCAPES ->
          named(
              one(
                  "../evil.yaml",
                  "assignments/../../evil.yaml",
                  "./evil.yaml",
                  "assignments//evil.yaml",
                  "../../../../Windows/evil.yaml"));
      case NAME_RESERVED ->
          named(
              one(
                  "CON.yaml",
                  "nul.yaml",
                  "assignments/com1.yaml",
                  "LPT9.cases.yaml",
                  "aux",
                  "prn .yaml"));
      case NAME_TRAILING_DOT ->
          named(
              one(
                  "evil.yaml.",
                  "evil.yaml ",
                  "assignments./evil.yaml",
                  "assignments/evil.yaml..."));
      case NAME_TOO_DEEP ->
          named(
              one(
                  "assignments/more/evil.yaml",
                  "a/b/c/d/e/f.yaml",
                  "x/y/" + "z/".repeat(random.nextInt(60)) + "evil.yaml"));
      case NAME_UNEXPECTED ->
          named(
              one(
                  "evil.exe",
                  "evil",
                  ".yaml",
                  "other/evil.yaml",
                  "Assignments/evil.yaml",
                  "assignments/evil.dll",
                  "assignments/manifest.sig",
                  "evil.yaml~"));
      case NO_MANIFEST -> without(EntryName.MANIFEST);
      case UNSIGNED -> random.nextBoolean() ? without(EntryName.SIGNATURE) : contents.unsigned();
      case SIGNATURE_UNREADABLE -> contents.unreadableSignature();
      case FOREIGN_KEY ->
          SampleBundle.signed(
              terms(IN_FORCE + 1),
              files(),
              random.nextBoolean() ? FOREIGN : SampleBundle.key(3 + random.nextInt(9)));
      case BAD_SIGNATURE -> contents.badSignature();
      case UNKNOWN_FORMAT ->
          contents.manifestWith(
              "\"format\" : 1", "\"format\" : " + one(0, 2, 3, 100) + one("", ", \"zones\" : 1"));
      case BAD_MANIFEST -> contents.badManifest();
      case NOT_IN_MANIFEST ->
          named(one("evil.yaml", "assignments/evil.yaml", "a.cases.yaml", "evil.json"));
      case MISSING_FILE -> without(file());
      case OTHER_SIZE -> with(entry -> entry.content(longer(entry.data)), file());
      case OTHER_CONTENT -> with(entry -> entry.content(flipped(entry.data)), file());
      case POLICY_MISTAKES -> contents.mistakes();
      case EXPIRED ->
          contents.signed(
              HostileContents.times(CREATED, NOW.minusMillis(1 + random.nextInt(1_000_000))));
      case FROM_THE_FUTURE ->
          contents.signed(
              HostileContents.times(
                  NOW.plus(Duration.ofHours(25 + random.nextInt(900))), NOT_AFTER));
      case OTHER_NAME ->
          contents.signed(
              new BundleWriter.Terms(
                  "lab-" + random.nextInt(99), IN_FORCE + 1, CREATED, NOT_AFTER, false));
      case OLDER -> contents.signed(terms(1 + random.nextInt((int) IN_FORCE - 1)));
      case SAME_SERIAL_OTHER_CONTENT ->
          contents.signed(
              new BundleWriter.Terms(
                  "fleet",
                  IN_FORCE,
                  CREATED.plusSeconds(1 + random.nextInt(99)),
                  NOT_AFTER,
                  false));
      case STORE_DAMAGED -> throw new IllegalArgumentException("No bundle is refused for it.");
    };
  }
}
