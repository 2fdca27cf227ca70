/**
 * Fettle holds a Windows machine to the policies its admins pushed, and writes down every step. The
 * packages below are floors of a house: each imports only what lies beneath it.
 */
@NullMarked
package org.fettle;

import org.jspecify.annotations.NullMarked;
