/**
 * What admins push: policies of rules, and assignments that say where they apply and which fixes
 * are opted into. A file is read whole or refused whole, with every mistake in it named by line and
 * column.
 */
@NullMarked
package org.fettle.policy;

import org.jspecify.annotations.NullMarked;
