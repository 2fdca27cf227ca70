package org.fettle.policy.bundle;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The private half of a policy key; whoever has it can have any policy applied on the fleet. */
public final class SigningKey {
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");
  private static final int PEM_LINE = 64;

  private final PrivateKey key;
  private final PolicyKey publicKey;

  private SigningKey(PrivateKey key, PolicyKey publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** A new key. */
  public static SigningKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(PolicyKey.ALGORITHM).generateKeyPair();
      return new SigningKey(pair.getPrivate(), PolicyKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no Ed25519.", e);
    }
  }

  /**
   * Reads PKCS#8 in PEM, as {@link #pem} and {@code openssl genpkey -algorithm ed25519} write it.
   *
   * @throws IllegalArgumentException with a sentence that tells nothing of the key
   */
  public static SigningKey parse(String pem) {
    Matcher parts = PEM.matcher(pem);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "This is no private key: expected one block of PEM, BEGIN PRIVATE KEY.");
    }
    if (!parts.group(1).equals("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "Expected a block BEGIN PRIVATE KEY without a password, but found BEGIN "
              + parts.group(1)
              + ".");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(parts.group(2));
      PrivateKey key =
          KeyFactory.getInstance(PolicyKey.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SigningKey(key, publicHalf(key));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("This is no Ed25519 key in PKCS#8.", e);
    }
  }

  /** The other half, which endpoints pin. */
  public PolicyKey publicKey() {
    return publicKey;
  }

  /** PKCS#8 in PEM. A secret: to be written where only its owner reads it, and nowhere else. */
  public String pem() {
    String base64 =
        Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }

  ManifestSignature sign(byte[] manifest) {
    try {
      return ManifestSignature.of(publicKey.id(), signed(key, manifest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This key does not sign.", e);
    }
  }

  @Override
  public String toString() {
    return "private key " + publicKey.id();
  }

  private static byte[] signed(PrivateKey key, byte[] bytes) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(PolicyKey.ALGORITHM);
    signer.initSign(key);
    signer.update(bytes);
    return signer.sign();
  }

  /**
   * The public half of a private key. PKCS#8 does not hold it and the JDK offers no way from one to
   * the other, but a key is made of 32 random bytes (RFC 8032, 5.1.5): made again of the same, it
   * is the same, and a signature proves that it is.
   */
  private static PolicyKey publicHalf(PrivateKey key) throws GeneralSecurityException {
    byte[] seed =
        key instanceof EdECPrivateKey edwards
            ? edwards.getBytes().orElseThrow(IllegalArgumentException::new)
            : new byte[0];
    KeyPairGenerator generator = KeyPairGenerator.getInstance(PolicyKey.ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new Repeated(seed));
    PolicyKey half = PolicyKey.of(generator.generateKeyPair().getPublic());
    byte[] probe = {1, 2, 3};
    if (!half.hasSigned(probe, signed(key, probe))) {
      throw new GeneralSecurityException("This Java makes keys in another way.");
    }
    return half;
  }

  /** Says the same bytes again and again. */
  private static final class Repeated extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] seed;

    Repeated(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalArgumentException();
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
