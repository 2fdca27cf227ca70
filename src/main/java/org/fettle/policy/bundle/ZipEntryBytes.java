package org.fettle.policy.bundle;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.fettle.policy.bundle.BundleException.Reason;

/**
 * Where a file's content lies in the bundle.
 *
 * @param checksum CRC-32 of the content, as the zip says
 * @param size of the content, as the zip says
 * @param from its first byte
 * @param to behind its last byte
 */
record ZipEntryBytes(
    String bundle, String name, boolean isDeflated, long checksum, int size, int from, int to) {

  /** What stands before a sentence about this file. */
  String where() {
    return bundle + "!" + name;
  }

  /**
   * The content, taken out of the same bytes that were walked. No more is made of it than the zip
   * says, whatever it would inflate to.
   */
  byte[] content(byte[] bytes) throws BundleException {
    if (!isDeflated && to - from != size) {
      throw refused(Reason.SIZE_LIES, "This file is not as large as it says.");
    }
    byte[] content = new byte[size];
    if (isDeflated) {
      inflate(bytes, content);
    } else {
      System.arraycopy(bytes, from, content, 0, size);
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    if (crc.getValue() != checksum) {
      throw refused(Reason.CHECKSUM, "This file is damaged: its checksum is another.");
    }
    return content;
  }

  private void inflate(byte[] bytes, byte[] content) throws BundleException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, from, to - from);
      int made = 0;
      while (made < content.length) {
        int more = inflater.inflate(content, made, content.length - made);
        if (more == 0) {
          break;
        }
        made += more;
      }
      // One byte more shows whether it would go on, and lets an end without content be seen.
      int beyond = inflater.inflate(new byte[1]);
      if (made < content.length || beyond > 0) {
        throw refused(
            Reason.SIZE_LIES,
            "This file says that it is "
                + size
                + " bytes large, and inflates to "
                + (beyond > 0 ? "more." : made + "."));
      }
      if (!inflater.finished() || inflater.getRemaining() > 0) {
        throw refused(Reason.DAMAGED, "This file's compressed content does not end as it should.");
      }
    } catch (DataFormatException e) {
      throw refused(Reason.DAMAGED, "This file cannot be inflated.");
    } finally {
      inflater.end();
    }
  }

  private BundleException refused(Reason reason, String sentence) {
    return new BundleException(where(), reason, sentence);
  }
}
