package org.fettle.policy;

/** Three numbers, {@code 1.0.0}. */
record Version(String text) {
  static boolean isVersion(String text) {
    String[] numbers = text.split("\\.", -1);
    if (numbers.length != 3) {
      return false;
    }
    for (String number : numbers) {
      boolean isNumber =
          !number.isEmpty()
              && number.length() <= 9
              && number.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!isNumber || (number.length() > 1 && number.charAt(0) == '0')) {
        return false;
      }
    }
    return true;
  }
}
