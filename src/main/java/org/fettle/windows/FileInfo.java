package org.fettle.windows;

import java.time.Instant;

/**
 * What a folder tells of one thing in it.
 *
 * @param name without the folder
 * @param size in bytes; 0 for a folder
 * @param links how many names the file has; more than one is a hard link
 * @param lastWritten in UTC, to the millisecond
 */
public record FileInfo(String name, Kind kind, long size, int links, Instant lastWritten) {
  /** What it is. */
  public enum Kind {
    FILE,
    FOLDER,
    /** A symbolic link, junction, mount point or other reparse point; it is never followed. */
    LINK
  }
}
