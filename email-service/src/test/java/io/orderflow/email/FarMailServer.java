package io.orderflow.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy of a mail server that delays every new connection. */
final class FarMailServer implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    FarMailServer(int port, Duration away) throws IOException {
        threads.execute(() -> {
            while (!door.isClosed()) {
                try {
                    Socket client = door.accept();
                    connections.incrementAndGet();
                    threads.execute(() -> connect(client, port, away));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void connect(Socket client, int port, Duration away) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            closed.await(away.toMillis(), TimeUnit.MILLISECONDS);
            threads.execute(() -> copy(client, server));
            copy(server, client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One side closed its connection; close the other, too.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        closed.countDown();
        threads.shutdownNow();
    }
}
