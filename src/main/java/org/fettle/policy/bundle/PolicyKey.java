package org.fettle.policy.bundle;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.json.Sha256;

/**
 * A public Ed25519 key that policies are believed by. Its id is the beginning of the SHA-256 of the
 * key itself, so that no two keys share one and a key that was not copied whole is noticed.
 */
public final class PolicyKey {
  static final String ALGORITHM = "Ed25519";
  static final int ID_LENGTH = 16;

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{" + ID_LENGTH + "}):([A-Za-z0-9+/]+={0,2})");

  private final String id;
  private final PublicKey key;

  private PolicyKey(String id, PublicKey key) {
    this.id = id;
    this.key = key;
  }

  static PolicyKey of(PublicKey key) {
    return new PolicyKey(id(key.getEncoded()), key);
  }

  /** Whether a text looks like a key's, right or wrong. */
  public static boolean looksLikeOne(String text) {
    return TEXT.matcher(text.strip()).matches();
  }

  /**
   * Reads the text form: the id, a colon, and the key as X.509 SubjectPublicKeyInfo in base64.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote the text
   */
  public static PolicyKey parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "This is no public key: expected "
              + ID_LENGTH
              + " hexadecimal digits, a colon and the key in base64, all in one line.");
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(parts.group(2));
      String id = id(encoded);
      if (!id.equals(parts.group(1))) {
        throw new IllegalArgumentException(
            "The key "
                + parts.group(1)
                + " is not whole: what follows the colon is another key, or part of one.");
      }
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
      return new PolicyKey(id, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The key " + parts.group(1) + " is no Ed25519 key.", e);
    }
  }

  /** By which signatures name it. */
  public String id() {
    return id;
  }

  /** What {@link #parse} reads. */
  public String text() {
    return id + ":" + Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Whether the private half of this key has signed these bytes. */
  boolean hasSigned(byte[] bytes, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // Not even the form of a signature; whatever the cause, it is not believed.
      return false;
    }
  }

  private static String id(byte[] encoded) {
    return Sha256.of(encoded).substring(0, ID_LENGTH);
  }
}
