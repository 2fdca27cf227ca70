package org.fettle.cli;

import java.util.List;
import java.util.Optional;

/** {@code fettle status} without picocli. */
class PlainStatusTest extends PlainCommandContract<StatusCommand> {
  @Override
  String word() {
    return "status";
  }

  @Override
  StatusCommand fresh() {
    return new StatusCommand(terminal);
  }

  @Override
  Optional<StatusCommand> read(String... words) {
    return PlainStatus.of(terminal, words);
  }

  @Override
  int fewestPlain() {
    return 1_000;
  }

  @Override
  List<String> known() {
    return List.of("--machine", "--state", "--json", "--help");
  }
}
