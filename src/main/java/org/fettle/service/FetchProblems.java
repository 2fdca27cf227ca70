package org.fettle.service;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.fettle.report.Escapes;
import org.jspecify.annotations.Nullable;

/** What the JDK says of a connection that failed, as sentences for admins. */
final class FetchProblems {
  static final String CUT_OFF = "It was cut off before its end.";

  private static final int DEEPEST = 10;
  private static final int LONGEST_SHOWN = 200;

  // The JDK has no exception of its own for it (HttpURLConnection.doTunneling).
  private static final Pattern BARRED =
      Pattern.compile("Unable to tunnel through proxy\\. Proxy returns \"(.*)\"", Pattern.DOTALL);

  private FetchProblems() {}

  static String sentence(IOException e) {
    return switch (e) {
      case UnknownHostException unknown -> "No server of that name is known here.";
      case SocketTimeoutException late -> "The server does not answer in time.";
      case NoRouteToHostException lost -> "There is no way to the server.";
      case ConnectException refused -> "The server cannot be connected to: " + text(refused);
      case SSLException tls -> certificate(tls);
      case IOException cut when "Premature EOF".equals(cut.getMessage()) -> CUT_OFF;
      default -> barred(e).orElseGet(() -> "The connection failed: " + text(e));
    };
  }

  private static Optional<String> barred(IOException e) {
    Matcher told = BARRED.matcher(String.valueOf(e.getMessage()));
    return told.matches()
        ? Optional.of(
            "The proxy does not let Fettle through to the server: it answers "
                + Escapes.visible(told.group(1), LONGEST_SHOWN)
                + ".")
        : Optional.empty();
  }

  private static String certificate(SSLException e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      String found = certificate(cause);
      if (!found.isEmpty()) {
        return found;
      }
      cause = cause.getCause();
    }
    return "No secure connection could be made: " + text(e);
  }

  private static String certificate(@Nullable Throwable cause) {
    return switch (cause) {
      case CertificateExpiredException expired -> "The server's certificate has expired.";
      case CertificateNotYetValidException early ->
          "The server's certificate is not valid yet, by the clock here.";
      case CertPathBuilderException unknown ->
          "The server's certificate comes from nobody who is trusted on this machine.";
      case CertPathValidatorException path
          when !(path.getCause() instanceof CertificateException) ->
          "The server's certificate is not to be trusted: " + text(path);
      // The names are what the JDK checks last, and it has no exception of its own for them.
      case CertificateException other
          when other.getCause() == null
              && String.valueOf(other.getMessage()).matches("No (name|subject alternative).*") ->
          "The server's certificate is for another name: " + text(other);
      case null, default -> "";
    };
  }

  private static String text(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
