package io.orderflow.chaos;

import io.orderflow.backing.BackingServiceException;
import io.orderflow.backing.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A proxy to a server on this machine that can cut, delay and forget connections, or make the server look unavailable. */
public final class Proxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final int BACKLOG = 50;
    private static final int MAX_SOCKETS = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration STOPS_IN = Duration.ofSeconds(5);

    private final int port;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private @Nullable ServerSocket entrance;
    private @Nullable Thread accepting;
    private volatile boolean cut;
    private volatile boolean silent;
    private volatile int blackHoles;
    private volatile Duration delay = Duration.ZERO;

    private Proxy(int port, int server) {
        this.port = port;
        this.server = server;
    }

    /** Creates a proxy on a free port. The server need not be running yet. */
    public static Proxy to(int server) {
        // Uses a port below the range of outgoing connections: otherwise one of these could take it while the proxy
        // does not listen.
        Proxy proxy = new Proxy(FreePorts.one(), server);
        proxy.listen();
        return proxy;
    }

    private synchronized void listen() {
        if (entrance != null) {
            return;
        }
        try {
            ServerSocket opened = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
            entrance = opened;
            accepting = start("accept", () -> accept(opened));
        } catch (IOException e) {
            throw new BackingServiceException("No proxy can listen on port " + port, e);
        }
    }

    public int port() {
        return port;
    }

    /** Resets all connections and refuses new ones, like a machine without the server. */
    synchronized void refuse() {
        stopListening();
        open.forEach(Proxy::reset);
    }

    /** Accepts connections and delivers nothing in either direction. */
    void silence() {
        silent = true;
    }

    /** Ends {@link #refuse} and {@link #silence}. Data sent during the silence is lost together with its connection. */
    void comeBack() {
        listen();
        silent = false;
    }

    private synchronized void stopListening() {
        if (entrance != null && accepting != null) {
            try {
                entrance.close();
            } catch (IOException e) {
                throw new BackingServiceException("The proxy to port " + server + " does not close", e);
            }
            // A thread that is still accepting keeps the port open for a moment.
            try {
                accepting.join(STOPS_IN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            entrance = null;
        }
    }

    /** Resets all connections, and new ones as soon as they are established. */
    void cut() {
        cut = true;
        open.forEach(Proxy::reset);
    }

    /**
     * Delivers nothing more on the connections that are open, like a firewall that has forgotten them. Neither side learns that the
     * other one has ended. New connections work.
     */
    public synchronized void openBlackHole() {
        blackHoles++;
    }

    /** Delays all data in both directions. */
    void delay(Duration each) {
        delay = each;
    }

    void heal() {
        cut = false;
        delay = Duration.ZERO;
    }

    @Override
    public void close() {
        refuse();
        silent = false;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                connect(from.accept());
            } catch (IOException e) {
                // The proxy is closed, or this client has already gone: wait for the next one.
            }
        }
    }

    private void connect(Socket client) {
        int born = blackHoles;
        open.add(client);
        Socket onward = new Socket();
        open.add(onward);
        try {
            // Check only after the client is in the set, so that a concurrent cut does not miss it.
            if (cut || open.size() > MAX_SOCKETS) {
                throw new IOException("cut, or too many connections");
            }
            onward.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            onward.setOption(StandardSocketOptions.TCP_NODELAY, true);
            start("there", () -> pump(client, onward, born));
            start("back", () -> pump(onward, client, born));
        } catch (IOException e) {
            end(client, onward);
        }
    }

    /** @param born how many black holes there were when the connection was opened */
    private void pump(Socket from, Socket to, int born) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                LockSupport.parkNanos(delay.toNanos());
                if (silent) {
                    awaitComeBack();
                    throw new IOException("sent into silence");
                }
                if (born == blackHoles) {
                    out.write(chunk, 0, length);
                }
            }
            if (born != blackHoles) {
                endAlone(from);
                return;
            }
            to.shutdownOutput();
            boolean bothHaveSaidAll = from.isOutputShutdown();
            if (bothHaveSaidAll) {
                from.close();
                to.close();
                open.removeAll(List.of(from, to));
            }
        } catch (IOException e) {
            if (born == blackHoles) {
                // One side is closed, so close the other.
                end(from, to);
            } else {
                endAlone(from);
            }
        }
    }

    private void awaitComeBack() {
        while (silent) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private void endAlone(Socket socket) {
        reset(socket);
        open.remove(socket);
    }

    private void end(Socket one, Socket other) {
        endAlone(one);
        endAlone(other);
    }

    /** Resets instead of closing, so that data in transit is lost, as if a cable were pulled. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // The socket is already closed.
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
