package org.fettle.windows;

/**
 * One reversible write as plain data: what is there before, what is to be there after. It is
 * applied only where the machine still is as {@code before} says, and undone by applying its {@link
 * #inverse()}.
 */
public sealed interface Change permits RegistryValueChange, RegistryListChange, RegistryKeyChange {
  /** The change that takes this one back. */
  Change inverse();

  /** What is changed, as an admin would name it. */
  String target();

  /** What is there before the change, for people; {@code absent} when nothing is. */
  String beforeText();

  /** What is there after the change, for people; {@code absent} when nothing is. */
  String afterText();

  /** The registry key that is written. */
  RegistryKey key();
}
