/**
 * A Windows machine in memory, read from a machine file: the embedded default of the command line,
 * and what policies are tried on. It refuses what the real machine refuses.
 */
@NullMarked
package org.fettle.windows.memory;

import org.jspecify.annotations.NullMarked;
