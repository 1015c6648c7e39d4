package io.orderflow.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds free TCP ports on the loopback address. The caller may listen on its port late, or stop and start again: no other JVM
 * that uses this class gets the port in the meantime.
 */
public final class FreePorts {

    /**
     * Operating systems choose ports above this range for outgoing connections. Such a connection could take the port before a
     * server starts.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    /** Ports come from blocks. A block belongs to the JVM that listens on its first port. */
    private static final int BLOCK = 200;

    private static final List<ServerSocket> CLAIMS = new ArrayList<>();
    private static final Deque<Integer> LEFT = new ArrayDeque<>();

    private FreePorts() {}

    public static int one() {
        return some(1).get(0);
    }

    /** The given port, or a free one if it is 0. */
    static int orGiven(int port) {
        return port == 0 ? one() : port;
    }

    /**
     * Returns {@code count} ports that this JVM has not received before. They were free a moment ago; another program may still
     * take them.
     */
    public static synchronized List<Integer> some(int count) {
        List<Integer> found = new ArrayList<>();
        while (found.size() < count) {
            if (LEFT.isEmpty()) {
                claimBlock();
            }
            int port = LEFT.remove();
            if (isFree(port)) {
                found.add(port);
            }
        }
        return found;
    }

    /** Claims a block until the JVM ends. */
    private static void claimBlock() {
        for (int first : firstPorts()) {
            Optional<ServerSocket> claim = listen(first);
            if (claim.isPresent()) {
                CLAIMS.add(claim.get());
                IntStream.range(first + 1, first + BLOCK).forEach(LEFT::add);
                return;
            }
        }
        throw new BackingServiceException(
                "There is no block of " + BLOCK + " free ports between " + LOWEST + " and " + HIGHEST);
    }

    /** Shuffled, so that a JVM does not get the ports that the previous one has just released. */
    private static List<Integer> firstPorts() {
        List<Integer> firsts = IntStream.iterate(LOWEST, first -> first < HIGHEST, first -> first + BLOCK)
                .boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(firsts);
        return firsts;
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
            // Connections of a previous server in TIME_WAIT do not prevent a new one from listening.
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
