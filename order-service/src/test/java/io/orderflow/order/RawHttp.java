package io.orderflow.order;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends any bytes as a request, even invalid HTTP, over a connection that is reused as long as the server keeps it open. */
final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;
    private final InetAddress source;
    private Socket socket;
    private InputStream in;

    RawHttp(int port) {
        this(port, null);
    }

    /** @param source the client's address; null for any */
    RawHttp(int port, InetAddress source) {
        this.port = port;
        this.source = source;
    }

    /** @param headers by their names in lower case */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    Answer send(RawRequest request) throws IOException {
        boolean isKept = socket != null;
        try {
            return sendOnce(request);
        } catch (SocketException | EOFException e) {
            close();
            if (isKept) {
                // A server may close an idle connection at any time.
                return send(request);
            }
            throw e;
        }
    }

    private Answer sendOnce(RawRequest request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port, source, 0);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request.bytes());
        Answer answer = read(request.method().equals("HEAD"));
        if ("close".equals(answer.headers().get("connection"))) {
            close();
        }
        return answer;
    }

    private Answer read(boolean withoutBody) throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (withoutBody || status == 204) {
            return new Answer(status, headers, new byte[0]);
        }
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            return new Answer(status, headers, chunks());
        }
        String length = headers.get("content-length");
        return new Answer(
                status, headers, length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length)));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = nextChunk(); size > 0; size = nextChunk()) {
            all.write(in.readNBytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private int nextChunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("no answer, or half of one: '%s'".formatted(line));
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
