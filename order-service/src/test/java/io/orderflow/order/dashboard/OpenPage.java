package io.orderflow.order.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the event stream as an open page does. Uses a plain socket, which also sends paths unchanged. */
final class OpenPage implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST_EVENTS = 60;
    private static final int MOST_LINES = 3 * MOST_EVENTS;

    private final Socket socket;
    private final BufferedReader lines;

    private OpenPage(Socket socket) throws IOException {
        this.socket = socket;
        this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static OpenPage open(int port, String path) {
        return open(port, path, null);
    }

    static OpenPage open(int port, String path, String password) {
        try {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String authorization = password == null
                    ? ""
                    : "Authorization: Basic "
                            + Base64.getEncoder()
                                    .encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8))
                            + "\r\n";
            // With HTTP/1.0 the answer has no chunks, which would split an event of over 8 KB in the middle of a line.
            socket.getOutputStream()
                    .write("GET %s HTTP/1.0\r\nHost: localhost\r\n%s\r\n"
                            .formatted(path, authorization)
                            .getBytes(StandardCharsets.UTF_8));
            return new OpenPage(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int status(int port, String path, String password) {
        try (OpenPage page = open(port, path, password)) {
            return Integer.parseInt(page.lines.readLine().split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of the next event of this name. */
    JsonNode next(String event) {
        try {
            int left = MOST_LINES;
            String line = lines.readLine();
            while (line != null && !line.equals("event: " + event) && left > 0) {
                line = lines.readLine();
                left--;
            }
            if (line == null || left == 0) {
                throw new AssertionError("received no event " + event);
            }
            return JsonMapper.shared().readTree(lines.readLine().substring("data: ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of the first matching event of this name. */
    JsonNode await(String event, Predicate<JsonNode> wanted) {
        JsonNode last = null;
        for (int i = 0; i < MOST_EVENTS; i++) {
            last = next(event);
            if (wanted.test(last)) {
                return last;
            }
        }
        throw new AssertionError("none of %d events matched; the last: %s".formatted(MOST_EVENTS, last));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
