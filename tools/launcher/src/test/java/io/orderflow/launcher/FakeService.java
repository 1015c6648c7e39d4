package io.orderflow.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.backing.LocalHttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Returns given answers, and records the requests. */
public final class FakeService implements AutoCloseable {

    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final Function<String, Answer> answers;

    /** @param answers by the path with its query */
    public FakeService(Function<String, Answer> answers) throws IOException {
        this.answers = answers;
        server = LocalHttpServer.create(0);
        server.createContext("/", this::answer);
        server.start();
    }

    public record Answer(int status, String body) {

        public static Answer ok(String body) {
            return new Answer(200, body);
        }

        public static Answer problem(int status, String detail) {
            return new Answer(status, "{\"status\": %d, \"detail\": \"%s\"}".formatted(status, detail));
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = answers.apply(exchange.getRequestURI().toString());
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
