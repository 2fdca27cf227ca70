package org.fettle.wine;

import java.util.List;

/** Says what reached it, and ends as it is told: {@code exit CODE} or {@code throw}. */
final class Echo {
  private Echo() {}

  public static void main(String[] arguments) {
    System.out.println("leaked: " + System.getProperty("leaked"));
    System.out.println("libraries: " + System.getProperty("java.library.path"));
    for (String argument : arguments) {
      System.out.println("<" + argument + ">");
    }
    System.out.flush();
    switch (List.of(arguments)) {
      case List<String> exit when exit.size() == 2 && exit.getFirst().equals("exit") ->
          System.exit(Integer.parseInt(exit.getLast()));
      case List<String> one when one.equals(List.of("throw")) ->
          throw new IllegalStateException("nobody catches this");
      default -> {}
    }
  }
}
