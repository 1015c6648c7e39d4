package io.orderflow.order.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.backing.LocalHttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers like payment-service, and records the requests of operators. */
final class FakeService {

    private static final String OVERVIEW = """
            {"state": {"at": "2026-01-31T08:00:00Z", "outbox": {"messages": 2, "oldestSeconds": 0.5}, "consumers": [
               {"consumer": "payment", "paused": false, "limitPerSecond": 10, "configuredLimitPerSecond": 10,
                "replicas": 1, "working": 1, "ready": {"payment.vip": 1, "payment.regular": 41, "payment.bulk": 2},
                "inFlight": 20, "waitingForRetry": {"payment.retry.2s": 1, "payment.retry.4s": 2}, "dead": 5,
                "handledPerSecond": 9.2, "retriedPerSecond": 0.3, "buriedPerSecond": 0.3, "oldestAt": null,
                %s "next": []}]},
             "alerts": [{"name": "QueueLong", "subject": "payment", "since": "2026-01-31T07:00:00Z", "text": "long"}]}
            """;

    private static final String PROVIDER = """
            "postponed": 4, "provider": {"provider": "payment-gateway", "awaySince": "2026-01-31T08:00:00Z",
              "reason": "no connection to 10.0.0.7", "throttledUntil": null, "away": true},
            """;

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger forwarded = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean old;
    private volatile boolean passwordChanged;
    private volatile String login;
    private volatile String last;

    FakeService() {
        try {
            server = LocalHttpServer.create(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on answers like a proxy whose service is down. */
    void goAway() {
        away = true;
    }

    /** From now on answers like a release without the state of the provider. */
    void downgrade() {
        old = true;
    }

    void comeBack() {
        away = false;
        old = false;
    }

    /** From now on rejects the old password. */
    void changePassword() {
        passwordChanged = true;
    }

    /** How many requests it rejected. */
    int refused() {
        return refused.get();
    }

    /** How often its overview was read. */
    int asked() {
        return asked.get();
    }

    /** The header {@code Authorization} of the last request for its overview. */
    String login() {
        return login;
    }

    /** How many other requests it received. */
    int forwarded() {
        return forwarded.get();
    }

    /** Method, address and body of the last of these. */
    String last() {
        return last;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/ops/overview")) {
            asked.incrementAndGet();
            login = exchange.getRequestHeaders().getFirst("Authorization");
            boolean knows = login != null && !passwordChanged;
            refused.addAndGet(knows ? 0 : 1);
            String overview = OVERVIEW.formatted(old ? "" : PROVIDER);
            respond(exchange, away ? 502 : knows ? 200 : 401, "application/json", overview);
        } else if (exchange.getRequestURI().getPath().equals("/actuator/health/liveness")) {
            respond(exchange, 200, "application/json", "{\"status\": \"UP\"}");
        } else {
            forwarded.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            last = "%s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body);
            respond(exchange, 418, "application/problem+json", "{\"detail\":\"as it was said\"}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
