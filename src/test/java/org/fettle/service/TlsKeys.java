package org.fettle.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's key and certificate, made by the JDK's keytool, and the trust in it. */
public record TlsKeys(KeyStore store) {
  private static final String PASSWORD = "only-for-tests";
  private static final String AUTHORITY = "authority";

  /** For these names, such as {@code dns:localhost}, signed by itself. */
  static TlsKeys of(Path folder, String names) throws Exception {
    Path file = file(folder);
    generate(file, "server", "CN=" + file.getFileName(), "-ext", "san=" + names);
    return read(file);
  }

  /** For these names, signed by a certification authority of its own. */
  public static TlsKeys byAuthority(Path folder, String names) throws Exception {
    Path file = file(folder);
    generate(file, AUTHORITY, "CN=Contoso Root", "-ext", "bc:critical=ca:true");
    generate(file, "server", "CN=localhost", "-ext", "san=" + names, "-signer", AUTHORITY);
    return read(file);
  }

  private static Path file(Path folder) throws Exception {
    Path file = Files.createTempFile(folder, "server", ".p12");
    Files.delete(file);
    return file;
  }

  private static void generate(Path file, String alias, String name, String... more)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new AssertionError("keytool: " + said);
    }
  }

  private static TlsKeys read(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TlsKeys(store);
  }

  /** The certificate of the authority, in PEM. */
  public String authority() throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(store.getCertificate(AUTHORITY).getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  /** Of who believes this certificate, and no other. */
  SSLContext trust() throws Exception {
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("server", store.getCertificate("server"));
    return RootStore.trusting(roots);
  }

  SSLContext server() throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    char[] password = PASSWORD.toCharArray();
    own.setKeyEntry(
        "server", store.getKey("server", password), password, store.getCertificateChain("server"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
