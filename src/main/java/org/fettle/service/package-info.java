/**
 * The agent at work by itself: the Windows service, when it judges, and which policies it has. It
 * and the command line do not know each other; what both do lies below.
 */
@NullMarked
package org.fettle.service;

import org.jspecify.annotations.NullMarked;
