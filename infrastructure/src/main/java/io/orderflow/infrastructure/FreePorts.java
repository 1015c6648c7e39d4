package io.orderflow.infrastructure;

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
 * Finds TCP ports on the loopback address that nobody listens on. Whoever gets one may listen on it late, or stop and start again:
 * no other JVM that asks here gets it meanwhile.
 */
public final class FreePorts {

    /** Systems pick ports above these for outgoing connections, and one of those could be faster than a server that starts. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    /** Ports are given from blocks, and a block belongs to the JVM that listens on its first port. */
    private static final int BLOCK = 200;

    private static final List<ServerSocket> CLAIMS = new ArrayList<>();
    private static final Deque<Integer> LEFT = new ArrayDeque<>();

    private FreePorts() {}

    public static int one() {
        return some(1).get(0);
    }

    /** The given port, or a free one where it is 0. */
    static int orGiven(int port) {
        return port == 0 ? one() : port;
    }

    /** {@code count} ports, none of which this JVM has got before. They were free a moment ago; others than us may be faster. */
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

    /** The claim is never given up: it ends with the JVM. */
    private static void claimBlock() {
        for (int first : firstPorts()) {
            Optional<ServerSocket> claim = listen(first);
            if (claim.isPresent()) {
                CLAIMS.add(claim.get());
                IntStream.range(first + 1, first + BLOCK).forEach(LEFT::add);
                return;
            }
        }
        throw new InfrastructureException(
                "There is no block of " + BLOCK + " free ports between " + LOWEST + " and " + HIGHEST);
    }

    /** Shuffled, so that one after the other does not get what the one before has just given up. */
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
