package org.fettle.policy.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.jspecify.annotations.Nullable;

/**
 * Where policies may come from. Whatever is refused is refused with an IllegalArgumentException,
 * whose sentence never repeats an address, since there may be a password in it.
 */
final class PolicyPlaces {
  static final int LONGEST_ADDRESS = 2_048;
  static final int LONGEST_FOLDER = 1_024;

  private static final int HIGHEST_PORT = 65_535;

  // "Naming Files, Paths, and Namespaces", Microsoft. \\?\ and \\.\ lead anywhere.
  private static final Pattern ON_SERVER =
      Pattern.compile(
          "\\\\\\\\(?![.?]\\\\)[^\\\\/:*?\"<>|\\s]+(\\\\[^\\\\/:*?\"<>|\\x00-\\x1F]+)+");

  private static final Pattern DOTS = Pattern.compile("(^|\\\\)\\.{1,2}(\\\\|$)");
  private static final Pattern AT_END = Pattern.compile("\\\\+$");
  private static final Pattern VARIABLE = Pattern.compile("%[^%\\\\]+%");

  private PolicyPlaces() {}

  /** Reads the address of a bundle. */
  static URI address(String text) {
    String plain = text.strip();
    if (plain.length() > LONGEST_ADDRESS) {
      throw new IllegalArgumentException(
          "The address is longer than " + LONGEST_ADDRESS + " characters.");
    }
    URI address;
    try {
      address = new URI(new URI(plain).toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "Expected an address such as https://policies.contoso.com/fleet.zip, but this is none.",
          e);
    }
    requireHttps(address);
    requireNobody(address);
    if (address.getHost() == null || address.getHost().isEmpty()) {
      throw new IllegalArgumentException("The address names no server that there could be.");
    }
    if (address.getPort() == 0 || address.getPort() > HIGHEST_PORT) {
      throw new IllegalArgumentException("A port goes from 1 to " + HIGHEST_PORT + ".");
    }
    if (address.getRawFragment() != null) {
      throw new IllegalArgumentException("An address of a bundle has no part behind a #.");
    }
    return address;
  }

  private static void requireHttps(URI address) {
    @Nullable String scheme = address.getScheme();
    if (!"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException(
          "Expected an address that begins with https://"
              + ("http".equalsIgnoreCase(scheme) ? ", but found http://" : "")
              + ": policies are fetched only from a server that proves who it is.");
    }
  }

  private static void requireNobody(URI address) {
    @Nullable String authority = address.getRawAuthority();
    if (authority != null && authority.contains("@")) {
      throw new IllegalArgumentException(
          "An address may hold no user name and no password: everybody on the machine can read it."
              + " The server has to give the bundle to whoever asks; its signature protects it.");
    }
  }

  /**
   * Reads the path of a folder or bundle, its variables replaced: on a drive of this machine or on
   * a server. Slashes count as backslashes.
   */
  static Path folder(String text) {
    String plain = AT_END.matcher(text.strip().replace('/', '\\')).replaceFirst("");
    if (plain.length() > LONGEST_FOLDER) {
      throw new IllegalArgumentException(
          "The path is longer than " + LONGEST_FOLDER + " characters.");
    }
    if (VARIABLE.matcher(plain).find()) {
      throw new IllegalArgumentException(
          "There is no variable of that name for the machine in '" + plain + "'.");
    }
    boolean isPath =
        plain.startsWith("\\\\")
            ? ON_SERVER.matcher(plain).matches() && !DOTS.matcher(plain).find()
            : isOnDrive(plain);
    if (!isPath) {
      throw new IllegalArgumentException(
          "Expected a folder such as C:\\Policies or \\\\server\\share\\policies, but found '"
              + plain
              + "'.");
    }
    return Path.of(plain);
  }

  private static boolean isOnDrive(String text) {
    try {
      return !LocalPath.parse(text).isRoot();
    } catch (WindowsException e) {
      return false; // It says why of a file that is looked at, which here none is.
    }
  }
}
