package org.fettle.windows;

/**
 * Writing files; see {@link WritableWindows}. Every verb works on what it has opened, never on a
 * path twice, and refuses links on the way and at the end, files with several names, and short
 * names such as {@code PROGRA~1}. With an administrator's rights, in the machine's own view, it
 * refuses to work below folders that others can write; files of another user are left to that
 * user's session.
 */
public interface WritableFiles extends Files {
  /** Gives a file or folder another name in the same folder; nothing is ever replaced. */
  void rename(String path, String newName);

  /**
   * Replaces the content of a file, in one step, where it still is as expected. Its protection and
   * attributes stay; a crash leaves the old content or the new one, and at most a file {@code
   * name.fettle-new} beside it, which the next try removes.
   */
  void replace(String path, byte[] expected, byte[] content);

  /** Removes a file, or a folder with all that is in it, for good. Links in it are not followed. */
  void purge(String path);
}
