package org.fettle.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where policies come from. */
interface PolicySource {
  /** The file that an offer has to hold; what else it needs lies beside it. */
  String ASSIGNMENT = "assignment.yaml";

  /** What people call it: a folder, an address. */
  String name();

  /**
   * Changes whenever what is offered may have changed; empty while it is still being changed. Cheap
   * to ask.
   */
  Optional<String> stamp() throws IOException;

  /**
   * Puts a copy of what is offered into that empty folder; answers false where nothing is. What the
   * source vouches for is the copy, not the place it was taken from.
   *
   * @throws IOException when there is something that may not be used, with the reason
   */
  boolean copyInto(Path folder) throws IOException;
}
