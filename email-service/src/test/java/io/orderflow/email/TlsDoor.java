package io.orderflow.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A proxy that accepts only encrypted connections. The server behind it uses plain ones. */
final class TlsDoor implements AutoCloseable {

    /** A PostgreSQL client asks with eight bytes whether it may encrypt; S means yes. */
    private static final int SIZE_OF_POSTGRES_REQUEST = 8;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SSLContext certificate;
    private final int behind;
    private final boolean postgres;

    private TlsDoor(int behind, Authority authority, boolean postgres) throws Exception {
        this.behind = behind;
        this.certificate = authority.server();
        this.postgres = postgres;
        threads.execute(this::open);
    }

    static TlsDoor to(int port, Authority authority) throws Exception {
        return new TlsDoor(port, authority, false);
    }

    static TlsDoor toPostgres(int port, Authority authority) throws Exception {
        return new TlsDoor(port, authority, true);
    }

    int port() {
        return door.getLocalPort();
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> letIn(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void letIn(Socket client) {
        try (client) {
            if (postgres) {
                client.getInputStream().readNBytes(SIZE_OF_POSTGRES_REQUEST);
                client.getOutputStream().write('S');
            }
            try (SSLSocket encrypted = (SSLSocket)
                            certificate.getSocketFactory().createSocket(client, null, client.getPort(), true);
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
                encrypted.setUseClientMode(false);
                encrypted.startHandshake();
                threads.execute(() -> pass(server, encrypted));
                pass(encrypted, server);
            }
        } catch (IOException e) {
            // A client that rejects the certificate closes the connection.
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One side closed its connection; the other is closed by now, too.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
