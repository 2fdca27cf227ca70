package org.fettle.check;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.fettle.windows.Certificate;
import org.fettle.windows.WindowsException;

/**
 * A name in a certificate, as a policy names it. With {@code =} in it, it is the whole
 * distinguished name, the most specific part first as RFC 2253 writes it ({@code CN=Contoso Root
 * CA,O=Contoso}; a space behind a comma does not count); without, it is the common name alone. In
 * both, {@code *} stands for any characters and {@code ?} for one, and case does not count.
 */
record CertificateNames(String pattern) {
  private static final Pattern SPACE_BEHIND_COMMA = Pattern.compile("(?<!\\\\),\\s+");

  /** Whether it says anything. */
  boolean isTelling() {
    return pattern.chars().anyMatch(each -> "*? =".indexOf(each) < 0);
  }

  boolean matches(X500Principal name) {
    if (pattern.indexOf('=') < 0) {
      return values(name, "CN").stream().anyMatch(new Wildcard(pattern)::matches);
    }
    String wanted = SPACE_BEHIND_COMMA.matcher(pattern.strip()).replaceAll(",");
    return new Wildcard(wanted).matches(Certificate.text(name));
  }

  /**
   * What a certificate calls whom it is for: common names, mail addresses, and alternative names
   * that are text.
   */
  static Stream<String> ofSubject(X509Certificate certificate) throws CertificateParsingException {
    X500Principal subject = certificate.getSubjectX500Principal();
    // Each one a list of its sort, its value and, for other names, the value as text last.
    Collection<List<?>> others =
        Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
    return Stream.of(
            values(subject, "CN").stream(),
            values(subject, "E").stream(),
            others.stream()
                .map(List::getLast)
                .filter(String.class::isInstance)
                .map(String.class::cast))
        .flatMap(names -> names);
  }

  private static List<String> values(X500Principal name, String type) {
    List<String> values = new ArrayList<>();
    try {
      for (Rdn part : new LdapName(Certificate.text(name)).getRdns()) {
        Attribute attribute = part.toAttributes().get(type);
        if (attribute != null && attribute.get() instanceof String text) {
          values.add(text);
        }
      }
    } catch (NamingException e) {
      throw WindowsException.broken(
          "The name in a certificate cannot be understood: " + e.getMessage() + ".");
    }
    return values;
  }
}
