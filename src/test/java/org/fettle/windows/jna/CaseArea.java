package org.fettle.windows.jna;

import java.util.Optional;
import org.fettle.windows.memory.MachineFile;

/**
 * An area of a case, beside the registry, laid out on the machine this runs on. It uses calls of
 * its own to look and to lay out, not the product's.
 */
interface CaseArea extends AutoCloseable {
  /**
   * Makes the machine hold what the case says, and not hold what only comes with the fix.
   *
   * @param fixed the machine after the fix, where there is one
   */
  void layOut(MachineFile machine, Optional<MachineFile> fixed);

  /** What the case names of the area, as text, read anew; the same text for the same state. */
  String state();

  /** The text that {@link #state()} would give for such a machine. */
  String stateOf(MachineFile machine);

  /** Puts back what was there. */
  @Override
  void close();
}
