/**
 * The work: judge, plan, apply, judge again, roll back, and pick up after a crash. Every promise
 * about what happens to a machine is kept here, between the policies above and the seam below.
 */
@NullMarked
package org.fettle.engine;

import org.jspecify.annotations.NullMarked;
