package org.fettle.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the sockets of one asking, and ends them all: whatever is being read from them then fails
 * at once, and the JDK keeps none for later.
 */
final class OwnSockets extends SSLSocketFactory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnSockets.class);

  private final SSLSocketFactory maker;
  private final List<Socket> made = new CopyOnWriteArrayList<>();
  private volatile boolean isClosed;

  OwnSockets(SSLSocketFactory maker) {
    this.maker = maker;
  }

  @Override
  public void close() {
    isClosed = true;
    made.forEach(OwnSockets::close);
  }

  /** Ends those made so far; more may be made. */
  void end() {
    made.forEach(OwnSockets::close);
    made.clear();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A connection did not end well.", e);
    }
  }

  private Socket own(Socket socket) {
    made.add(socket);
    if (isClosed) {
      close(socket);
    }
    return socket;
  }

  @Override
  public Socket createSocket() throws IOException {
    return own(maker.createSocket());
  }

  @Override
  public Socket createSocket(Socket below, String host, int port, boolean closeBelow)
      throws IOException {
    return own(maker.createSocket(below, host, port, closeBelow));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return own(maker.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return own(maker.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return own(maker.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return own(maker.createSocket(host, port, from, fromPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return maker.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return maker.getSupportedCipherSuites();
  }
}
