package org.fettle.policy.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A zip of which every field can be set to a lie. */
final class RawZip {
  final List<Entry> entries = new ArrayList<>();
  byte[] endComment = {};
  byte[] behind = {};
  byte[] beforeDirectory = {};
  int diskNumber;
  int countHere = -1;
  int count = -1;
  long directoryAt = -1;

  static RawZip of(Map<String, byte[]> files) {
    RawZip zip = new RawZip();
    files.forEach(zip::add);
    return zip;
  }

  Entry add(String name, byte[] content) {
    Entry entry = new Entry(name, content);
    entries.add(entry);
    return entry;
  }

  Entry get(String name) {
    return entries.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> offsets = new ArrayList<>();
    for (Entry entry : entries) {
      out.writeBytes(entry.gapBefore);
      offsets.add(out.size());
      out.writeBytes(entry.local());
      out.writeBytes(entry.data);
    }
    out.writeBytes(beforeDirectory);
    int directory = out.size();
    for (int i = 0; i < entries.size(); i++) {
      out.writeBytes(entries.get(i).central(offsets.get(i)));
    }
    int size = out.size() - directory;
    Fields end = new Fields();
    end.putInt(0x06054B50).putShort(diskNumber).putShort(0);
    end.putShort((countHere < 0 ? entries.size() : countHere));
    end.putShort((count < 0 ? entries.size() : count));
    end.putInt(size).putInt((directoryAt < 0 ? directory : directoryAt));
    end.putShort(endComment.length);
    out.writeBytes(end.array());
    out.writeBytes(endComment);
    out.writeBytes(behind);
    return out.toByteArray();
  }

  /** Numbers as a zip has them. */
  private static final class Fields {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Fields putShort(long number) {
      out.write((int) number);
      out.write((int) (number >> 8));
      return this;
    }

    Fields putInt(long number) {
      return putShort(number).putShort(number >> 16);
    }

    Fields put(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    byte[] array() {
      return out.toByteArray();
    }
  }

  /** An entry: what is set in one header only is a lie of that header. */
  static final class Entry {
    String name;
    byte[] data;
    long size;
    long compressed;
    long crc;
    int method;
    int flags = 0x800;
    int need = 20;
    int time;
    int date = 0x41;
    int disk;
    long attributes;
    long offsetOff;
    int centralSignature = 0x02014B50;
    int localSignature = 0x04034B50;
    byte[] gapBefore = {};
    byte[] localExtra = {};
    byte[] centralExtra = {};
    byte[] comment = {};
    String localName;
    Long localSize;
    Long localCrc;
    Integer localMethod;
    Integer localTime;

    Entry(String name, byte[] content) {
      this.name = name;
      content(content);
    }

    void content(byte[] content) {
      CRC32 sum = new CRC32();
      sum.update(content);
      crc = sum.getValue();
      data = content;
      size = content.length;
      compressed = content.length;
      method = 0;
    }

    /** The same content, compressed. */
    void deflate() {
      Deflater deflater = new Deflater(9, true);
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      deflater.end();
      data = out.toByteArray();
      compressed = data.length;
      method = 8;
    }

    private static byte[] bytes(String name) {
      return name.getBytes(StandardCharsets.UTF_8);
    }

    byte[] local() {
      byte[] called = bytes(localName == null ? name : localName);
      Fields out = new Fields();
      out.putInt(localSignature).putShort(need).putShort(flags);
      out.putShort((localMethod == null ? method : localMethod));
      out.putShort((localTime == null ? time : localTime)).putShort(date);
      out.putInt((localCrc == null ? crc : localCrc)).putInt(compressed);
      out.putInt((localSize == null ? size : localSize));
      out.putShort(called.length).putShort(localExtra.length);
      return out.put(called).put(localExtra).array();
    }

    byte[] central(int offset) {
      byte[] called = bytes(name);
      Fields out = new Fields();
      out.putInt(centralSignature).putShort(0x314).putShort(need);
      out.putShort(flags).putShort(method);
      out.putShort(time).putShort(date);
      out.putInt(crc).putInt(compressed).putInt(size);
      out.putShort(called.length).putShort(centralExtra.length);
      out.putShort(comment.length).putShort(disk).putShort(0);
      out.putInt(attributes).putInt((offset + offsetOff));
      return out.put(called).put(centralExtra).put(comment).array();
    }
  }
}
