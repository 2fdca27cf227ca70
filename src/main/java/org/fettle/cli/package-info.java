/**
 * What a person types and reads: the commands, their words, their exit codes. Everything that
 * decides or changes anything lies below.
 */
@NullMarked
package org.fettle.cli;

import org.jspecify.annotations.NullMarked;
