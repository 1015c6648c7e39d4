package io.orderflow.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends the same request repeatedly over a persistent connection. It is minimal, because it shares the machine with the measured system
 * and its own cost would distort the result.
 */
final class HttpConnection implements AutoCloseable {

    private static final int ANSWERS_IN_MILLIS = 30_000;

    private final String host;
    private final int port;
    private final byte[] request;
    private final byte[] buffer = new byte[8_192];

    private @Nullable Socket socket;

    @SuppressWarnings("NullAway.Init") // connect() sets it.
    private InputStream in;

    private @Nullable String location;
    private int position;
    private int limit;

    private HttpConnection(URI address, byte[] request) {
        this.host = address.getHost();
        this.port = address.getPort();
        this.request = request;
    }

    static HttpConnection post(URI address, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(address.getPath(), address.getHost(), address.getPort(), body.length);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return new HttpConnection(address, request.toByteArray());
    }

    /** @return the status, after the whole answer is read */
    int exchange() throws IOException {
        Socket connected = socket == null ? connect() : socket;
        connected.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        long length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            } else if (lower.startsWith("connection:")) {
                last = lower.endsWith("close");
            } else if (lower.startsWith("location:")) {
                location = header.substring(9).strip();
            }
        }
        if (chunked) {
            skipChunks();
        } else {
            skip(length);
        }
        if (last) {
            close();
        }
        return status;
    }

    /** The address of the created resource in the latest answer; null if it had none. */
    @Nullable
    String location() {
        return location;
    }

    private Socket connect() throws IOException {
        Socket opened = new Socket(host, port);
        socket = opened;
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(ANSWERS_IN_MILLIS);
        in = opened.getInputStream();
        position = 0;
        limit = 0;
        return opened;
    }

    private void skipChunks() throws IOException {
        long size;
        do {
            size = Long.parseLong(line().strip(), 16);
            skip(size);
            line();
        } while (size > 0);
    }

    private void skip(long bytes) throws IOException {
        for (long i = 0; i < bytes; i++) {
            read();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit < 0) {
                throw new EOFException("the connection was closed in the middle of an answer");
            }
        }
        return buffer[position++];
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
