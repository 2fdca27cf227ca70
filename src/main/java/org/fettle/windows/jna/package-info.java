/**
 * The real machine: the only package that knows JNA. Each DLL has one thin binding; what a binding
 * answers is checked here, so that above the seam a failed call is a {@link
 * org.fettle.windows.WindowsException} and nothing else. Proven under Wine, not yet on Windows.
 */
@NullMarked
package org.fettle.windows.jna;

import org.jspecify.annotations.NullMarked;
