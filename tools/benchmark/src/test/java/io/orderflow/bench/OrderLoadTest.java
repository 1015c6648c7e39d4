package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.backing.LocalHttpServer;
import io.orderflow.launcher.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the load on a shop that serves one customer at a time. */
class OrderLoadTest {

    private static final Duration STALL = Duration.ofMillis(400);
    private static final long LONG_WAIT = Duration.ofMillis(100).toNanos();

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer shop;
    private OrderLoad load;

    @BeforeEach
    void open() throws IOException {
        shop = LocalHttpServer.create(0);
        shop.start();
        load = new OrderLoad(URI.create("http://127.0.0.1:" + shop.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        shop.stop(0);
    }

    @Test
    void openLoopCountsAllOrdersDelayedByAStall() {
        shop.createContext("/orders", this::stallOnce);
        Measured measured = load.open(1, 100, Duration.ofSeconds(1));
        assertThat(measured.orders()).isEqualTo(100);
        assertThat(waitedLong(measured)).isBetween(20L, 60L);
    }

    @Test
    void closedLoopCountsOneOrderDelayedByAStall() {
        shop.createContext("/orders", this::stallOnce);
        Measured measured = load.closed(1, Duration.ofSeconds(1));
        assertThat(waitedLong(measured)).isEqualTo(1);
    }

    @Test
    void openLoopKeepsItsRate() {
        shop.createContext("/orders", exchange -> answer(exchange, 201, -1));
        Measured measured = load.open(8, 200, Duration.ofSeconds(1));
        assertThat(measured.perSecond()).isBetween(150.0, 205.0);
    }

    @Test
    void reportsLocationAndScheduledTimeOfEachOrder() {
        shop.createContext("/orders", exchange -> {
            exchange.getResponseHeaders().set("Location", "/orders/" + asked.incrementAndGet());
            answer(exchange, 201, 2);
        });
        Map<String, Instant> told = new ConcurrentHashMap<>();
        load.open(1, 100, Duration.ofMillis(100), told::put);
        assertThat(told).hasSize(10);
        assertThat(Duration.between(told.get("/orders/1"), told.get("/orders/10")))
                .isEqualTo(Duration.ofMillis(90));
    }

    @Test
    void failsIfTheShopRefusesAnOrder() {
        shop.createContext("/orders", exchange -> answer(exchange, 503, -1));
        assertThatThrownBy(() -> load.closed(1, Duration.ofSeconds(1)))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("503");
    }

    @Test
    void reconnectsAfterTheShopClosesAConnection() {
        shop.createContext("/orders", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 201, 2);
        });
        assertThat(load.open(1, 50, Duration.ofMillis(200)).orders()).isEqualTo(10);
    }

    @Test
    void countsEveryOrderOfEachRun() {
        shop.createContext("/orders", exchange -> answer(exchange, 201, asked.incrementAndGet() % 2 == 0 ? 0 : 2));
        load.closed(2, Duration.ofMillis(200));
        load.open(2, 50, Duration.ofMillis(200));
        assertThat(load.accepted()).isEqualTo(asked.get());
    }

    private static long waitedLong(Measured measured) {
        return measured.latencies()
                .getCountBetweenValues(LONG_WAIT, measured.latencies().getMaxValue());
    }

    private void stallOnce(HttpExchange exchange) throws IOException {
        if (asked.getAndIncrement() == 0) {
            LockSupport.parkNanos(STALL.toNanos());
        }
        answer(exchange, 201, -1);
    }

    /** @param length of the body; 0 for chunks, -1 for none */
    private static void answer(HttpExchange exchange, int status, long length) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, length);
        if (length >= 0) {
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        }
        exchange.close();
    }
}
