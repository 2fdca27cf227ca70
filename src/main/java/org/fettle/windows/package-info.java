/**
 * The seam: everything Fettle knows of a machine is read, and everything it changes is written,
 * through {@link org.fettle.windows.Windows}. Behind it stands the real machine or a machine in
 * memory; nothing above can tell them apart. This package uses the JDK only.
 */
@NullMarked
package org.fettle.windows;

import org.jspecify.annotations.NullMarked;
