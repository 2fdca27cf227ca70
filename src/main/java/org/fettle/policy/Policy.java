package org.fettle.policy;

import java.util.List;

/**
 * A policy as it applies here: its parameters are filled in.
 *
 * @param id the policy's name, unique in an assignment
 * @param version three numbers, {@code 1.0.0}
 * @param title one line for people
 * @param digest SHA-256 of the file's bytes, in hexadecimal
 * @param rules in the order of the file
 */
public record Policy(String id, String version, String title, String digest, List<Rule> rules) {
  public Policy {
    rules = List.copyOf(rules);
  }
}
