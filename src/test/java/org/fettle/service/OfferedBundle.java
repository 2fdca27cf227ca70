package org.fettle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A source in memory that offers what a test lays into it, and counts how often it is asked. */
final class OfferedBundle implements BundleSource {
  private Optional<byte[]> offered = Optional.empty();
  private String stamp = "";
  private Optional<Unreachable> trouble = Optional.empty();
  private final List<Optional<String>> asked = new ArrayList<>();

  void offers(byte[] bytes, String itsStamp) {
    offered = Optional.of(bytes);
    stamp = itsStamp;
    trouble = Optional.empty();
  }

  void fails(Unreachable with) {
    trouble = Optional.of(with);
  }

  /** What it was told to be known, each time it was asked. */
  List<Optional<String>> asked() {
    return asked;
  }

  @Override
  public String name() {
    return "fleet.zip";
  }

  @Override
  public boolean isNear() {
    return false;
  }

  @Override
  public Answer ask(Optional<String> known) throws Unreachable {
    asked.add(known);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    return known.filter(stamp::equals).isPresent()
        ? new Answer.Unchanged()
        : new Answer.Offered(
            offered.orElseThrow(() -> new AssertionError("Nothing was laid here.")), stamp);
  }

  @Override
  public void stop() {}
}
