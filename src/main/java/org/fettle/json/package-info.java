/**
 * How Fettle's records are written as JSON and YAML: kebab-case names, {@code kind: fields} for
 * sealed types. The Jackson conventions of every file live here and nowhere else.
 */
@NullMarked
package org.fettle.json;

import org.jspecify.annotations.NullMarked;
