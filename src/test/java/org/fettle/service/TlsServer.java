package org.fettle.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A server on this machine that says, over TLS, exactly what it is told to say. */
public final class TlsServer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicReference<Answer> answer = new AtomicReference<>((request, out) -> {});

  /** What it says to a request, whose head it is given. */
  public interface Answer {
    void to(String request, OutputStream out) throws Exception;
  }

  /** With those keys, at a free port. */
  public TlsServer(TlsKeys keys) throws Exception {
    listening =
        keys.server()
            .getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "tls server");
    thread.setDaemon(true);
    thread.start();
  }

  /** An address of it under another name. */
  public URI at(String host, String path) {
    return URI.create("https://" + host + ":" + listening.getLocalPort() + path);
  }

  /** An address of it. */
  public URI at(String path) {
    return at("localhost", path);
  }

  void answers(Answer next) {
    answer.set(next);
  }

  /** The same to everybody: lines of a head, and a body as it is. */
  public void answers(String head, byte[] body) {
    answers((request, out) -> {
      out.write((head.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(ISO_8859_1));
      out.write(body);
    });
  }

  /** The heads of all requests so far. */
  public List<String> requests() {
    return requests;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread thread = new Thread(() -> serve(socket), "tls connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String head = head(socket.getInputStream());
      requests.add(head);
      OutputStream out = socket.getOutputStream();
      answer.get().to(head, out);
      out.flush();
    } catch (Exception e) {
      // Who asked has gone, or did not believe this server; the test looks at that side.
      requests.add("ended: " + e);
    }
  }

  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("No request.");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
