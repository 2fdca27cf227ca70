/**
 * The user's side of the machine, served by a short-lived process in that user's session: the
 * questions and answers that go over its two pipes, the end that asks and the end that answers. It
 * knows the seam and the file format. Policy, gates and journal stay with whoever asks.
 */
@NullMarked
package org.fettle.windows.session;

import org.jspecify.annotations.NullMarked;
