package io.orderflow.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.backing.LocalHttpServer;
import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends each request to the next ready replica. Like other proxies it polls the readiness, and three failures in a row count as not
 * ready. It retries no request: a missing answer of a replica is a failure that the customer sees.
 */
final class RoundRobinProxy implements AutoCloseable {

    private static final Duration ASKS_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BELIEVES_AFTER = 3;

    private final List<Upstream> upstreams;
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService questions;
    private final HttpServer server;

    RoundRobinProxy(List<ServiceProcess> replicas) throws IOException {
        upstreams = replicas.stream().map(Upstream::new).toList();
        questions = Executors.newScheduledThreadPool(replicas.size());
        upstreams.forEach(upstream ->
                questions.scheduleWithFixedDelay(upstream::ask, 0, ASKS_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        server = LocalHttpServer.create(0);
        server.createContext("/", this::forward);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    boolean sendsTo(ServiceProcess replica) {
        return upstreams.stream().anyMatch(it -> it.replica == replica && it.isUp());
    }

    private void forward(HttpExchange exchange) throws IOException {
        LocalHttpServer.allow(PATIENCE.multipliedBy(2));
        try (exchange) {
            HttpResponse<byte[]> answer = ask(exchange);
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(next().url().resolve(exchange.getRequestURI()))
                        .timeout(PATIENCE)
                        .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                        .method(
                                exchange.getRequestMethod(),
                                BodyPublishers.ofByteArray(
                                        exchange.getRequestBody().readAllBytes()))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private ServiceProcess next() throws IOException {
        List<Upstream> choices = upstreams.stream().filter(Upstream::isUp).toList();
        if (choices.isEmpty()) {
            throw new IOException("no replica is ready");
        }
        return choices.get(Math.floorMod(turn.getAndIncrement(), choices.size())).replica;
    }

    @Override
    public void close() {
        server.stop(0);
        questions.shutdownNow();
    }

    private static final class Upstream {

        private final ServiceProcess replica;
        private volatile int noes = BELIEVES_AFTER;

        private Upstream(ServiceProcess replica) {
            this.replica = replica;
        }

        private void ask() {
            noes = replica.isReady() ? 0 : noes + 1;
        }

        private boolean isUp() {
            return noes < BELIEVES_AFTER;
        }
    }
}
