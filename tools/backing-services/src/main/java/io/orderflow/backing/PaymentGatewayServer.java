package io.orderflow.backing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payment gateway over HTTP on a loopback port, as a separate program. It charges at {@code POST /v1/charges} by the rules of
 * {@link GatewayBooks}, names a charge at {@code GET /v1/charges/REFERENCE}, and answers other {@code HEAD} and {@code GET} with 200.
 *
 * <p>A second port is for tests: {@code GET /arrivals} and {@code GET /charges} list both, and {@code PUT /mode} accepts a
 * {@link GatewayMode}. The program prints both ports when it is ready:
 *
 * <pre>java -cp ... io.orderflow.backing.PaymentGatewayServer --port=0 --control-port=0 --latency=5</pre>
 */
public final class PaymentGatewayServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentGatewayServer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_BODY = 1024;
    private static final int MAX_KEY = 255;
    private static final String ONE_CHARGE = "/charges/";
    private static final int MAX_ARRIVALS = 200_000;

    /**
     * The JDK's server does not notice that a client disconnects while an answer is due. So it closes the connection later than
     * any client waits.
     */
    private static final Duration HOLDS = Duration.ofSeconds(90);

    private final int port;
    private final Duration latency;
    private final GatewayBooks books = new GatewayBooks();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(2);
    private final HttpServer control;

    private volatile GatewayMode mode = GatewayMode.normal();
    private @Nullable HttpServer charges;

    private PaymentGatewayServer(int port, int controlPort, Duration latency) {
        this.port = FreePorts.orGiven(port);
        this.latency = latency;
        listen();
        control = server(controlPort);
        control.createContext("/", exchange -> guarded(exchange, this::control))
                .getFilters()
                .add(new LocalNames());
        control.start();
    }

    /** Starts a server on these ports, or on free ones if they are 0. */
    public static PaymentGatewayServer start(int port, int controlPort, Duration latency) {
        return new PaymentGatewayServer(port, controlPort, latency);
    }

    public static void main(String[] arguments) {
        ProgramArguments given = ProgramArguments.of(arguments);
        PaymentGatewayServer server =
                start(given.number("port"), given.number("control-port"), Duration.ofMillis(given.number("latency")));
        ServerProcess.announce(server.port(), server.controlPort());
        ServerProcess.endWithParent(given);
    }

    /** The port. It stays the same while the server refuses connections. */
    public int port() {
        return port;
    }

    public int controlPort() {
        return control.getAddress().getPort();
    }

    /** When each charge request arrived, in all modes, oldest first; the latest {@value #MAX_ARRIVALS}. */
    public List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    private static HttpServer server(int port) {
        try {
            return LocalHttpServer.create(port);
        } catch (IOException e) {
            throw new BackingServiceException("The payment gateway can't listen on port " + port, e);
        }
    }

    private synchronized void listen() {
        if (charges == null) {
            charges = server(port);
            charges.createContext("/", this::arrive);
            charges.start();
        }
    }

    private synchronized void refuse() {
        if (charges != null) {
            charges.stop(0);
            charges = null;
        }
    }

    private void arrive(HttpExchange exchange) throws IOException {
        Arrival arrival = Arrival.now();
        boolean isPost = "POST".equals(exchange.getRequestMethod());
        if (isPost) {
            keep(arrival);
        }
        guarded(exchange, isPost ? this::charge : this::answerProbe);
    }

    private void keep(Arrival arrival) {
        synchronized (arrivals) {
            arrivals.addLast(arrival);
            if (arrivals.size() > MAX_ARRIVALS) {
                arrivals.removeFirst();
            }
        }
    }

    private void answerProbe(HttpExchange exchange) throws IOException {
        if (mode.kind() == GatewayMode.Kind.SILENT) {
            hold(exchange);
        } else {
            answerProbeOrFind(exchange);
        }
    }

    private void answerProbeOrFind(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int found = path.indexOf(ONE_CHARGE);
        if (mode.kind() == GatewayMode.Kind.STATUS) {
            send(exchange, mode.status(), "{}");
        } else if (found < 0) {
            send(exchange, 200, "{}");
        } else {
            Optional<GatewayBooks.Answer.Charged> charge = books.find(path.substring(found + ONE_CHARGE.length()));
            send(
                    exchange,
                    charge.isPresent() ? 200 : 404,
                    charge.isPresent() ? JSON.writeValueAsString(charge.get()) : "{}");
        }
    }

    private void charge(HttpExchange exchange) throws IOException {
        byte[] body = body(exchange);
        GatewayMode now = mode;
        if (now.kind() == GatewayMode.Kind.SILENT) {
            hold(exchange);
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        GatewayBooks.Request request = read(body, GatewayBooks.Request.class);
        if (!exchange.getRequestURI().getPath().endsWith("/charges")) {
            send(exchange, 404, "{}");
        } else if (now.kind() == GatewayMode.Kind.STATUS) {
            if (now.retryAfterSeconds() > 0) {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(now.retryAfterSeconds()));
            }
            send(exchange, now.status(), "{}");
        } else if (key == null
                || key.length() > MAX_KEY
                || request == null
                || request.reference() == null
                || request.paymentMethod() == null) {
            send(exchange, 400, "{}");
        } else {
            // The answer is scheduled and blocks no thread, so any number of charges may be in progress.
            answers.schedule(
                    () -> guarded(exchange, it -> answer(it, books.answer(key, request))),
                    latency.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    private void answer(HttpExchange exchange, GatewayBooks.Answer answer) throws IOException {
        if (answer instanceof GatewayBooks.Answer.Charged charged) {
            send(exchange, 200, JSON.writeValueAsString(charged));
        } else if (answer instanceof GatewayBooks.Answer.Declined) {
            send(exchange, 402, "{}");
        } else if (answer instanceof GatewayBooks.Answer.Failed) {
            send(exchange, 500, "{}");
        } else if (answer instanceof GatewayBooks.Answer.Never) {
            hold(exchange);
        } else {
            exchange.close();
        }
    }

    private void hold(HttpExchange exchange) {
        answers.schedule(exchange::close, HOLDS.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void control(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (request) {
            case "GET /arrivals" -> send(exchange, 200, JSON.writeValueAsString(arrivals()));
            case "GET /charges" -> send(exchange, 200, JSON.writeValueAsString(books.charges()));
            case "PUT /mode" -> {
                GatewayMode given = read(body(exchange), GatewayMode.class);
                if (given == null || given.kind() == null) {
                    send(exchange, 400, "{}");
                } else {
                    change(given);
                    send(exchange, 200, "{}");
                }
            }
            default -> send(exchange, 404, "{}");
        }
    }

    private void change(GatewayMode given) {
        mode = given;
        if (given.kind() == GatewayMode.Kind.CLOSED) {
            refuse();
        } else {
            listen();
        }
    }

    /** Returns the body, cut off after {@value #MAX_BODY} bytes. No valid request is longer, and a cut one is not valid JSON. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        return exchange.getRequestBody().readNBytes(MAX_BODY);
    }

    /** @return null if the body is not valid JSON of that type */
    private static <T> @Nullable T read(byte[] body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        boolean hasBody = !"HEAD".equals(exchange.getRequestMethod()) && status != 204;
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static void guarded(HttpExchange exchange, Step step) {
        try {
            step.take(exchange);
        } catch (IOException e) {
            // The client has disconnected.
            exchange.close();
        } catch (RuntimeException e) {
            LOG.warn("A request failed", e);
            exchange.close();
        }
    }

    @Override
    public void close() {
        refuse();
        control.stop(0);
        answers.shutdownNow();
    }

    @FunctionalInterface
    private interface Step {
        void take(HttpExchange exchange) throws IOException;
    }
}
