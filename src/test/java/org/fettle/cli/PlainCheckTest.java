package org.fettle.cli;

import java.util.List;
import java.util.Optional;

/** {@code fettle check} without picocli. */
class PlainCheckTest extends PlainCommandContract<CheckCommand> {
  @Override
  String word() {
    return "check";
  }

  @Override
  CheckCommand fresh() {
    return new CheckCommand(terminal);
  }

  @Override
  Optional<CheckCommand> read(String... words) {
    return PlainCheck.of(terminal, words);
  }

  @Override
  int fewestPlain() {
    return 1_500;
  }

  @Override
  List<String> known() {
    return List.of("--machine", "--policies", "--json", "--help");
  }
}
