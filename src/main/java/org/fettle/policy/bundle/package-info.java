/**
 * Signed policy bundles: one zip of policies and assignments, a manifest, and a signature over it.
 * A bundle is read from bytes in memory, believed only when a pinned key has signed it, and refused
 * whole otherwise; the last good one stays in force.
 */
@NullMarked
package org.fettle.policy.bundle;

import org.jspecify.annotations.NullMarked;
