package org.fettle.json;

import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Truth values and whole numbers; nothing else is taken for one. */
final class Scalars {
  private Scalars() {}

  static final class Truth extends Shape<Boolean> {
    @Override
    Boolean read(JsonParser parser) {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
        throw expected(parser, "true or false");
      }
      return token == JsonToken.VALUE_TRUE;
    }

    @Override
    void write(Boolean value, JsonGenerator out) {
      out.writeBoolean(value);
    }
  }

  static final class Int extends Shape<Integer> {
    @Override
    Integer read(JsonParser parser) {
      return (int) whole(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    void write(Integer value, JsonGenerator out) {
      out.writeNumber(value);
    }
  }

  static final class Long64 extends Shape<Long> {
    @Override
    Long read(JsonParser parser) {
      return whole(parser, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    void write(Long value, JsonGenerator out) {
      out.writeNumber(value);
    }
  }

  /** A whole number between two bounds. */
  static long whole(JsonParser parser, long least, long most) {
    return whole(parser, BigInteger.valueOf(least), BigInteger.valueOf(most)).longValue();
  }

  /** A whole number between two bounds that may not fit a long. */
  static BigInteger whole(JsonParser parser, BigInteger least, BigInteger most) {
    Shape.expect(parser, JsonToken.VALUE_NUMBER_INT, "a whole number");
    BigInteger number = parser.getBigIntegerValue();
    if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
      throw Shape.mistake(
          parser, "Expected a number from " + least + " to " + most + ", found " + number + ".");
    }
    return number;
  }
}
