package org.fettle.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fettle.engine.Engine;
import org.fettle.engine.InTheWay;
import org.fettle.engine.Step;
import org.fettle.report.Page;
import org.fettle.windows.Processes.Running;

/**
 * Tells a person which of their own programs keep fixes from being applied and what closing costs,
 * and asks the programs to close. What does not close is left running.
 */
final class OpenPrograms {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Terminal terminal;
  private final boolean isSilent;

  /**
   * On that terminal.
   *
   * @param isSilent whether nothing is said: a program reads what is printed
   */
  OpenPrograms(Terminal terminal, boolean isSilent) {
    this.terminal = terminal;
    this.isSilent = isSilent;
  }

  /** Tells what waits for what. */
  void tell(InTheWay inTheWay) {
    if (isSilent) {
      return;
    }
    Page page = new Page(terminal.style());
    page.heading("In the way: " + names(inTheWay.programs()));
    for (Step step : inTheWay.waiting()) {
      page.paragraph(2, 4, "- " + step.title(), text -> text);
      page.paragraph(
          4,
          4,
          PlanText.who(step.about().subject())
              + ": this fix waits until "
              + String.join(", ", open(inTheWay, step))
              + (open(inTheWay, step).size() == 1 ? " is" : " are")
              + " closed, and "
              + PlanText.words(step.disruption())
              + ".",
          page.style()::quiet);
    }
    page.blank();
    page.paragraph(
        0,
        0,
        "A program that is asked to close may ask in turn what to do with unsaved work."
            + " End calls and meetings first.",
        text -> text);
    terminal.print(page.toString());
  }

  /** Asks whether they are to be asked. */
  boolean confirms(InTheWay inTheWay) {
    int count = inTheWay.programs().size();
    return terminal.confirms(
        count == 1
            ? "\nAsk this program to close?"
            : "\nAsk these " + count + " programs to close?");
  }

  /** Asks them to close, and says what came of it. */
  void close(Engine engine, InTheWay inTheWay) {
    List<Running> left = engine.close(inTheWay, PATIENCE, terminal.progress());
    if (!isSilent) {
      terminal.say(
          left.isEmpty()
              ? "Closed: " + names(inTheWay.programs()) + "."
              : "Still running: " + names(left) + ". What waits for that is left alone.");
    }
  }

  private static List<String> open(InTheWay inTheWay, Step step) {
    return step.closed().stream()
        .filter(name ->
            inTheWay.programs().stream().anyMatch(each -> each.name().equalsIgnoreCase(name)))
        .toList();
  }

  private static String names(List<Running> programs) {
    return programs.stream()
        .map(program -> program.name().toLowerCase(Locale.ROOT))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
