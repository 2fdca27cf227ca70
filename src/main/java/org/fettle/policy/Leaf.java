package org.fettle.policy;

/** A form that has nothing below it. */
enum Leaf implements Form {
  TEXT("a text"),
  /** A text that is a regular expression, in which a fact matches literally. */
  PATTERN("a regular expression"),
  /** A text that is the name of a program as Windows lists it. */
  PROGRAM("the file name of a program, such as 'lync.exe'"),
  /** A text that is part of a path, of which a fact may be no more than one name. */
  PATH("a text"),
  LONG("a whole number"),
  INT("a whole number"),
  BOOLEAN("true or false"),
  DURATION("a duration such as 4h, 30m, 90s or 2d"),
  TIME("a time such as '02:00'"),
  KEY("a registry key such as 'HKLM\\SOFTWARE\\Contoso'"),
  STORE("a certificate store such as 'CurrentUser\\My'"),
  VALUE("a registry value with its type, such as { text: contoso.com } or { dword: 1 }"),
  SIZE("a size such as '500 MB'; the units are B, KB, MB and GB"),
  FILE_VERSION("a version of four numbers, such as 16.0.4678.1000"),
  ID("a name of lower-case letters, digits and single hyphens, such as 'lync-sign-in'"),
  VERSION("a version of three numbers, such as 1.0.0"),
  /** Kept as it stands, because what may stand there is known only later. */
  NODE("a value");

  private final String expected;

  Leaf(String expected) {
    this.expected = expected;
  }

  @Override
  public String expected() {
    return expected;
  }

  /** Whether it is written as a text, so that placeholders may be part of it. */
  boolean isText() {
    return switch (this) {
      case TEXT,
          PATTERN,
          PROGRAM,
          PATH,
          DURATION,
          TIME,
          KEY,
          STORE,
          SIZE,
          FILE_VERSION,
          ID,
          VERSION ->
          true;
      case LONG, INT, BOOLEAN, VALUE, NODE -> false;
    };
  }
}
