/**
 * What an endpoint's own admins set on it: where its policies come from, whose signature is
 * believed, and when the machine is judged where an assignment says nothing of it.
 */
@NullMarked
package org.fettle.policy.settings;

import org.jspecify.annotations.NullMarked;
