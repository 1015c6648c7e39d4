package io.orderflow.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Finds TCP ports on the loopback address that nobody listens on. */
public final class FreePorts {

    /** Systems pick ports above these for outgoing connections, and one of those could be faster than a server that starts. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int MOST_TRIES = 1_000;

    /** Whoever asked for a port may not listen yet when the next one asks. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    public static int one() {
        return some(1).get(0);
    }

    /** The given port, or a free one where it is 0. */
    static int orGiven(int port) {
        return port == 0 ? one() : port;
    }

    /** {@code count} ports, none of which this JVM has got before. They were free a moment ago; another process may be faster. */
    public static List<Integer> some(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_TRIES && sockets.size() < count; i++) {
                int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
                if (GIVEN.add(port)) {
                    listen(port).ifPresent(sockets::add);
                }
            }
            if (sockets.size() < count) {
                throw new InfrastructureException(
                        "There are not " + count + " free ports between " + LOWEST + " and " + HIGHEST);
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(FreePorts::closeQuietly);
        }
    }

    /** Whether a server could listen on this port now. */
    public static boolean isFree(int port) {
        Optional<ServerSocket> socket = listen(port);
        socket.ifPresent(FreePorts::closeQuietly);
        return socket.isPresent();
    }

    private static Optional<ServerSocket> listen(int port) {
        ServerSocket socket = null;
        try {
            socket = new ServerSocket();
            // Connections that a former server left in TIME_WAIT don't keep a new one from listening.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.of(socket);
        } catch (IOException e) {
            if (socket != null) {
                closeQuietly(socket);
            }
            return Optional.empty();
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
