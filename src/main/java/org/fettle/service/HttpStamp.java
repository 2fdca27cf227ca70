package org.fettle.service;

import java.net.HttpURLConnection;

/** By what a server tells one bundle from another: what it says is given back to it unread. */
record HttpStamp(String tag, String modified) {
  private static final int LONGEST = 1_000;

  static HttpStamp in(HttpURLConnection answered) {
    return new HttpStamp(header(answered, "ETag"), header(answered, "Last-Modified"));
  }

  static HttpStamp of(String text) {
    String[] parts = text.split("\n", 2);
    return new HttpStamp(parts[0], parts.length > 1 ? parts[1] : "");
  }

  String text() {
    return tag.isEmpty() && modified.isEmpty() ? "" : tag + "\n" + modified;
  }

  void askWith(HttpURLConnection asked) {
    if (!tag.isEmpty()) {
      asked.setRequestProperty("If-None-Match", tag);
    }
    if (!modified.isEmpty()) {
      asked.setRequestProperty("If-Modified-Since", modified);
    }
  }

  private static String header(HttpURLConnection answered, String name) {
    String value = answered.getHeaderField(name);
    return value == null || value.length() > LONGEST ? "" : value;
  }
}
