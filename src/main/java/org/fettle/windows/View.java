package org.fettle.windows;

/**
 * Which of the two registries of a 64-bit Windows a key is meant in. Only some keys differ; Windows
 * itself decides which (Microsoft, "Registry Keys Affected by WOW64").
 */
public enum View {
  BITS_64,
  BITS_32
}
