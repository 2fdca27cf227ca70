package org.fettle.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts a check may name, each with a sample to try the check with before it is used. */
final class Facts {
  private static final Map<String, String> SAMPLES = samples();

  private Facts() {}

  /** The names, as they are written between the braces. */
  static Set<String> names() {
    return SAMPLES.keySet();
  }

  static Optional<String> sample(String name) {
    return Optional.ofNullable(SAMPLES.get(name));
  }

  static boolean isOfUser(String name) {
    return name.startsWith("user.");
  }

  private static Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    samples.put("machine.name", "LAP-0117");
    samples.put("machine.domain", "contoso.com");
    samples.put("machine.windows-version", "10.0.22631");
    samples.put("machine.architecture", "x64");
    samples.put("user.name", "CONTOSO\\anna");
    samples.put("user.sid", "S-1-5-21-1004336348-1177238915-682003330-1104");
    samples.put("user.sip-address", "anna@contoso.com");
    samples.put("user.sip-domain", "contoso.com");
    return Collections.unmodifiableMap(samples);
  }
}
