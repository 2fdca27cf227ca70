package org.fettle.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One sentence for the JSON Schema and the reference pages: what a word in a file means. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface About {
  /** The sentence. */
  String value();

  /**
   * Whether a list or map has to be given; other components are required unless they are {@code
   * Optional}.
   */
  boolean required() default false;

  /** Whether a text is a regular expression, in which facts of the machine match literally. */
  boolean pattern() default false;

  /** Whether a text, or those of a list, are of a path, of which a fact is one name at most. */
  boolean path() default false;

  /** Whether the texts of a list are file names of programs, with their extension. */
  boolean programs() default false;
}
