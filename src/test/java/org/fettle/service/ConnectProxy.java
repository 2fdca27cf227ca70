package org.fettle.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on this machine that tunnels to one host by {@code CONNECT} (RFC 9110, 9.3.6), and alone
 * knows where that is: here.
 */
public final class ConnectProxy implements AutoCloseable {
  private final String host;
  private final ServerSocket listening;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Optional<Refusal> refusal = Optional.empty();

  /** What it says instead of making a tunnel. */
  interface Refusal {
    void to(OutputStream out) throws Exception;
  }

  /** Tunnels to that host, at a free port. */
  public ConnectProxy(String host) throws IOException {
    this.host = host;
    listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    daemon(this::serve);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  /** The first lines of all requests so far. */
  public List<String> requests() {
    return requests;
  }

  void refuses(Refusal next) {
    refusal = Optional.of(next);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        daemon(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String request = TlsServer.head(client.getInputStream()).lines().findFirst().orElseThrow();
      requests.add(request);
      OutputStream out = client.getOutputStream();
      String[] target = request.split("[ :]", -1);
      if (refusal.isPresent()) {
        refusal.get().to(out);
      } else if (target[0].equals("CONNECT") && target[1].equals(host)) {
        tunnel(client, Integer.parseInt(target[2]));
      } else {
        say(out, "HTTP/1.1 403 Forbidden\r\n\r\n");
      }
    } catch (Exception e) {
      requests.add("ended: " + e); // The test looks at the other side.
    }
  }

  private static void tunnel(Socket client, int port) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      say(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
      daemon(() -> copy(client, server));
      copy(server, client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      return; // One of the two has gone, and with it the tunnel.
    }
  }

  static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
