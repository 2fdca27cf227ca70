package org.fettle.journal;

import java.time.Instant;

/**
 * One record of the journal.
 *
 * @param sequence from 1, without a gap, over all files
 * @param time UTC
 * @param run the run it belongs to
 */
public record Entry(long sequence, Instant time, String run, Event event) {}
