package org.fettle.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli says of a wrong command line, in the words of this house. */
final class WrongUsage {
  private WrongUsage() {}

  /** One sentence, and the nearest known words where something is misspelt. */
  static String sentence(ParameterException e) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched) + meant(unmatched);
      case MutuallyExclusiveArgsException exclusive ->
          "Only one form at a time: "
              + String.valueOf(exclusive.getMessage()).replaceFirst("^Error: ", "")
              + ".";
      case MissingParameterException missing -> asSentence(missing);
      default -> asSentence(e);
    };
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    CommandLine command = e.getCommandLine();
    boolean takesCommand = !command.getSubcommands().isEmpty();
    if (word.startsWith("-")) {
      return takesCommand
          ? "'" + word + "' is no option here; options stand after the command."
          : "There is no option '" + word + "'.";
    }
    return takesCommand
        ? "There is no command '" + word + "'."
        : "'" + word + "' is one word too many.";
  }

  private static String meant(UnmatchedArgumentException e) {
    boolean isOptionTooEarly =
        e.getUnmatched().getFirst().startsWith("-")
            && !e.getCommandLine().getSubcommands().isEmpty();
    List<String> near = isOptionTooEarly ? List.of() : e.getSuggestions();
    return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
  }

  private static String asSentence(ParameterException e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
