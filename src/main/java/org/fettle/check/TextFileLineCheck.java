package org.fettle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fettle.json.About;
import org.fettle.windows.Change;
import org.fettle.windows.DenyList;
import org.fettle.windows.FileInfo;
import org.fettle.windows.Files;
import org.fettle.windows.SecretNames;
import org.fettle.windows.TextEncoding;
import org.fettle.windows.TextLineChange;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

@About(
    "A text file, or a section of an ini file, has a line, has none of certain lines, or both. Comments, blanks and"
        + " case do not count. The fix removes just those lines and adds the line at the end; all other bytes stay as"
        + " they are. A file of more than 1 MiB is not read. It is the hosts file, or its name ends in .cfg, .conf,"
        + " .ini, .properties or .txt: no policy writes lines that may be run.")
public record TextFileLineCheck(
    @About(value = "The path of the file, with %VARIABLES%.", path = true) String path,
    @About("The section of an ini file, without its brackets; all lines of the file unless said.")
        Optional<String> section,
    @About("The line that is to be there.") Optional<String> present,
    @About(
            value =
                "Lines that are not to be there, with * and ?; what is said in present may be among them.",
            path = true)
        List<String> absent,
    @About(
            "What an absent file means: fail, pass or not-applicable; unless said, fail where a line is to be"
                + " there and else pass.")
        Optional<Missing> missing)
    implements Check {
  /** A fix of more lines is not offered: nobody would review it. */
  private static final int MOST_LINES = 200;

  private static final int LONGEST_SHOWN = 200;
  private static final Pattern NO_LINE = Pattern.compile("\\p{Cntrl}|^\\s*([#;\\[]|$)");

  /** Refuses what is no path, and what is no line. */
  public TextFileLineCheck {
    absent = List.copyOf(absent);
    PathPattern.ofOne(path);
    if (present.isEmpty() && absent.isEmpty()) {
      throw new IllegalArgumentException("'text-file-line' needs 'present', 'absent' or both.");
    }
    if (present.filter(line -> NO_LINE.matcher(line).find()).isPresent()) {
      throw new IllegalArgumentException(
          "The line in 'present' is empty, a comment, a section or more than one line.");
    }
    if (absent.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("A line in 'absent' is blank.");
    }
    if (section
        .filter(name -> name.isBlank() || name.matches(".*[\\[\\]\\p{Cntrl}].*"))
        .isPresent()) {
      throw new IllegalArgumentException("The name in 'section' is no name of a section.");
    }
    if (present.filter(TextFileLineCheck::isSecret).isPresent()) {
      throw new IllegalArgumentException(
          "The line in 'present' is a secret by its name: a policy cannot say what it holds.");
    }
    DenyList.reasonForContentAsWritten(path)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(
              "The path '" + path + "' is not one to change lines in: " + reason + ".");
        });
  }

  @Override
  public Verdict evaluate(Windows windows) {
    Files files = windows.files();
    String file = PathPattern.ofOne(path).one(files);
    Optional<FileInfo> info = files.look(file);
    Optional<byte[]> content =
        info.isEmpty() ? Optional.empty() : files.read(file, TextLineChange.LARGEST_FILE);
    if (info.isEmpty() || content.isEmpty()) {
      return missing
          .orElse(present.isPresent() ? Missing.FAIL : Missing.PASS)
          .verdict(file, expected());
    }
    TextEncoding encoding =
        TextEncoding.of(content.get())
            .orElseThrow(() -> WindowsException.broken(file + " is no text."));
    return judge(new Text(file, encoding, content.get()), info.get());
  }

  private Verdict judge(Text text, FileInfo info) {
    TextLines lines = lines(text);
    List<TextLines.Line> wrong =
        lines.saying().stream().filter(line -> isWrong(lines, line)).toList();
    boolean isMissing =
        present.isPresent() && lines.saying().stream().noneMatch(line -> isPresent(lines, line));
    if (wrong.isEmpty() && !isMissing) {
      return new Verdict.Pass(present.isPresent() ? "the line is there" : "no such line");
    }
    List<String> shown = new ArrayList<>(wrong.stream().map(line -> shown(lines, line)).toList());
    if (isMissing) {
      shown.add("no line " + present.get());
    }
    Optional<String> untouched = untouched(text, info, wrong);
    return new Verdict.Fail(
        expected(),
        Listing.of(shown) + untouched.map(why -> ", " + why).orElse(""),
        untouched.isPresent() ? List.of() : fix(text, wrong, isMissing));
  }

  /** Why the file is only reported. */
  private Optional<String> untouched(Text text, FileInfo info, List<TextLines.Line> wrong) {
    if (info.links() > 1) {
      return Optional.of("in a file with " + info.links() + " names, which is not touched");
    }
    if (wrong.size() > MOST_LINES) {
      return Optional.of("more lines than are removed by a policy");
    }
    if (wrong.stream().anyMatch(line -> isSecret(line.text()))) {
      return Optional.of("which is a secret and is not touched");
    }
    return present.filter(line -> !text.takes(line)).isPresent()
        ? Optional.of("in a file of another encoding, which cannot hold that line")
        : Optional.empty();
  }

  private List<Change> fix(Text text, List<TextLines.Line> wrong, boolean isMissing) {
    List<Change> changes = new ArrayList<>();
    Text now = text;
    for (TextLines.Line line : wrong.reversed()) {
      now = now.with(line.start(), line.next(), "", changes);
    }
    if (isMissing) {
      TextLines left = lines(now);
      now.with(left.end(), left.end(), left.added(present.orElseThrow()), changes);
    }
    return changes;
  }

  private TextLines lines(Text text) {
    return new TextLines(text.characters(), section);
  }

  private boolean isWrong(TextLines lines, TextLines.Line line) {
    String form = lines.form(line.text());
    return !isPresent(lines, line)
        && absent.stream().map(Wildcard::new).anyMatch(unwanted -> unwanted.matches(form));
  }

  private boolean isPresent(TextLines lines, TextLines.Line line) {
    return present
        .filter(wanted -> lines.form(wanted).equalsIgnoreCase(lines.form(line.text())))
        .isPresent();
  }

  private String shown(TextLines lines, TextLines.Line line) {
    String said = lines.form(line.text());
    if (isSecret(said)) {
      return said.substring(0, valueOf(said)) + "(secret)";
    }
    return said.length() > LONGEST_SHOWN ? said.substring(0, LONGEST_SHOWN) + "…" : said;
  }

  // A number, such as SavePassword=1, is a setting and no secret.
  private static boolean isSecret(String line) {
    int value = valueOf(line);
    return value > 1
        && SecretNames.isNamed(line.substring(0, value - 1))
        && !line.substring(value).strip().matches("[0-9]{0,3}");
  }

  /** Where the value behind the first = or : begins; 0 where there is none. */
  private static int valueOf(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i + 1;
      }
    }
    return 0;
  }

  private String expected() {
    String where = section.map(name -> " in [" + name + "]").orElse("");
    List<String> demands = new ArrayList<>();
    present.ifPresent(line -> demands.add("the line " + line));
    if (!absent.isEmpty()) {
      demands.add(
          "no" + (present.isPresent() ? " other" : "") + " line " + String.join(" or ", absent));
    }
    return String.join(" and ", demands) + where;
  }

  /** A file's content, as it is or as it will be. */
  private static final class Text {
    private final String file;
    private final TextEncoding encoding;
    private final byte[] content;

    Text(String file, TextEncoding encoding, byte[] content) {
      this.file = file;
      this.encoding = encoding;
      this.content = content;
    }

    boolean takes(String line) {
      return encoding.writes(line);
    }

    String characters() {
      return encoding.decode(content);
    }

    /** The text with another in place of the characters from {@code start} to {@code end}. */
    Text with(int start, int end, String text, List<Change> changes) {
      String characters = characters();
      int at = encoding.encode(characters.substring(0, start)).length;
      int length = encoding.encode(characters.substring(start, end)).length;
      TextLineChange change = TextLineChange.of(file, encoding, content, at, length, text);
      changes.add(change);
      return new Text(file, encoding, change.spliced(content));
    }
  }
}
