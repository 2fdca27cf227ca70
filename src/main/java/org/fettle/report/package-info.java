/**
 * What people and programs read: journal entries turned into text, HTML, JSON, CSV and JUnit XML.
 * Pure functions that look at nothing but the entries they are given.
 */
@NullMarked
package org.fettle.report;

import org.jspecify.annotations.NullMarked;
