package org.fettle.windows;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How the bytes of a text file are to be read. What is read is written back byte for byte. */
public enum TextEncoding {
  /** With its byte order mark, or without one where the bytes are such a text. */
  UTF_8(StandardCharsets.UTF_8),
  /** With its byte order mark. */
  UTF_16LE(StandardCharsets.UTF_16LE),
  /** With its byte order mark. */
  UTF_16BE(StandardCharsets.UTF_16BE),
  /** Of an unknown code page: each byte is taken for the character of its number. */
  BYTES(StandardCharsets.ISO_8859_1);

  /** Stands at the beginning of a text that says its encoding. */
  public static final char MARK = '\uFEFF';

  private final Charset charset;

  TextEncoding(Charset charset) {
    this.charset = charset;
  }

  /** The encoding of a file with that content; empty where it is no text. */
  public static Optional<TextEncoding> of(byte[] content) {
    TextEncoding unmarked = UTF_8.reads(content) ? UTF_8 : BYTES;
    TextEncoding found =
        starts(content, 0xFF, 0xFE) ? UTF_16LE : starts(content, 0xFE, 0xFF) ? UTF_16BE : unmarked;
    return Optional.of(found)
        .filter(encoding -> encoding.reads(content))
        .filter(encoding -> encoding.decode(content).indexOf('\0') < 0);
  }

  private static boolean starts(byte[] content, int first, int second) {
    return content.length > 1
        && Byte.toUnsignedInt(content[0]) == first
        && Byte.toUnsignedInt(content[1]) == second;
  }

  private boolean reads(byte[] content) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(content));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether this text can be written. An unknown code page has the letters of ASCII only. */
  public boolean writes(String text) {
    return (this == BYTES ? StandardCharsets.US_ASCII : charset).newEncoder().canEncode(text);
  }

  /** The text of the bytes, a byte order mark as its first character. */
  public String decode(byte[] content) {
    return new String(content, charset);
  }

  /** The bytes of the text. */
  public byte[] encode(String text) {
    return text.getBytes(charset);
  }
}
