package io.orderflow.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Remembers the latest socket of each thread, because Angus Mail does not show the socket of a connection. */
final class RememberingSocketFactory extends SocketFactory {

    private static final String PLAIN = "mail.smtp.socketFactory";
    private static final String ENCRYPTED = "mail.smtp.ssl.socketFactory";
    private static final ThreadLocal<Socket> LATEST = new ThreadLocal<>();

    private final SocketFactory sockets;

    private RememberingSocketFactory(SocketFactory sockets) {
        this.sockets = sockets;
    }

    /** Takes the place of the factories in the settings of a mail session. */
    static synchronized void installIn(Properties session) {
        session.computeIfAbsent(PLAIN, key -> new RememberingSocketFactory(SocketFactory.getDefault()));
        // Otherwise a refused connection is tried again without the factory.
        session.put(PLAIN + ".fallback", "false");
        session.computeIfPresent(
                ENCRYPTED,
                (key, given) -> given instanceof Encrypted ? given : new Encrypted((SSLSocketFactory) given));
    }

    /** Forgets it, too. */
    static Socket latestOfThisThread() {
        Socket socket = LATEST.get();
        LATEST.remove();
        return socket;
    }

    private static Socket remember(Socket socket) {
        LATEST.set(socket);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return remember(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return remember(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return remember(sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return remember(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return remember(sockets.createSocket(host, port, local, localPort));
    }

    private static final class Encrypted extends SSLSocketFactory {

        private final SSLSocketFactory given;
        private final RememberingSocketFactory sockets;

        Encrypted(SSLSocketFactory given) {
            this.given = given;
            this.sockets = new RememberingSocketFactory(given);
        }

        @Override
        public Socket createSocket() throws IOException {
            return sockets.createSocket();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return sockets.createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return sockets.createSocket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return sockets.createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return sockets.createSocket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(Socket below, String host, int port, boolean autoClose) throws IOException {
            return remember(given.createSocket(below, host, port, autoClose));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return given.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return given.getSupportedCipherSuites();
        }
    }
}
