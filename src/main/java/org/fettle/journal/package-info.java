/**
 * What happened, in order, for ever: append-only JSON lines, one file a month, each bearing the
 * hash of the one before. The report, the history and the rollback read nothing else.
 */
@NullMarked
package org.fettle.journal;

import org.jspecify.annotations.NullMarked;
