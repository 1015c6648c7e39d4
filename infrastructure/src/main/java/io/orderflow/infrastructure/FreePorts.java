package io.orderflow.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds TCP ports on the loopback address that nobody listens on. */
public final class FreePorts {

    private FreePorts() {}

    public static int one() {
        return some(1).get(0);
    }

    /** The given port, or a free one where it is 0. */
    static int orGiven(int port) {
        return port == 0 ? one() : port;
    }

    /** {@code count} different ports. They were free a moment ago; another process may still be faster. */
    public static List<Integer> some(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            // All are held open until the last is found, or the same port could come twice.
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port could be found", e);
        } finally {
            sockets.forEach(FreePorts::closeQuietly);
        }
    }

    /** Whether a server could listen on this port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections that a former server left in TIME_WAIT don't keep a new one from listening.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
