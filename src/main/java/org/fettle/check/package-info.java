/**
 * One record for each kind of check: what an admin may demand of a machine, how it is judged, and
 * which changes would make it so. A kind reads the machine through the seam and never writes.
 */
@NullMarked
package org.fettle.check;

import org.jspecify.annotations.NullMarked;
