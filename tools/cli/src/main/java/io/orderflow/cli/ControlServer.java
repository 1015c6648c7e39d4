package io.orderflow.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.backing.LocalHttpServer;
import io.orderflow.backing.Passwords;
import io.orderflow.launcher.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Accepts the commands' requests in the supervisor: {@code POST /ACTION/PART} on a loopback port. Each request needs the token from the
 * state file, so a web page that guesses the port can't send one.
 */
final class ControlServer implements AutoCloseable {

    /** Longer than any command waits. */
    private static final Duration ACTS_IN = Duration.ofMinutes(5);

    private final HttpServer http;
    private final String token = Passwords.random();
    private final UnaryOperator<String> action;

    /**
     * @param action receives the path, such as {@code /stop/email-service}, and returns the text of the answer; several threads may
     *     call it at the same time
     */
    ControlServer(UnaryOperator<String> action) {
        this.action = action;
        try {
            http = LocalHttpServer.create(0);
        } catch (IOException e) {
            throw new LauncherException("The supervisor can't listen: " + e.getMessage(), e);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    String token() {
        return token;
    }

    @Override
    public void close() {
        // The request that caused this may still wait for its answer; without open requests, this takes no time.
        http.stop(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAllowed(exchange)) {
                send(exchange, 403, "");
                return;
            }
            LocalHttpServer.allow(ACTS_IN);
            try {
                send(exchange, 200, action.apply(exchange.getRequestURI().getPath()));
            } catch (RuntimeException e) {
                send(exchange, 400, String.valueOf(e.getMessage()));
            }
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return "POST".equals(exchange.getRequestMethod())
                && given != null
                && MessageDigest.isEqual(bytes(given), bytes("Bearer " + token));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = bytes(text);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
