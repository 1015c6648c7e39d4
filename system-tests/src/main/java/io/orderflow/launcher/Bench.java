package io.orderflow.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * Places orders over so many connections, each as fast as it is answered: what the system can take. Latencies are those of
 * a closed loop; a customer who comes at a fixed time may wait longer.
 */
final class Bench {

    private static final Duration SLOWEST = Duration.ofSeconds(30);

    private final URI orders;
    private final HttpRequest.BodyPublisher body;

    Bench(URI api, NewOrder order) {
        this.orders = api.resolve("/orders");
        this.body = HttpRequest.BodyPublishers.ofString(order.json());
    }

    /** @throws LauncherException if any order is not accepted: a system that refuses orders has no speed */
    Measured run(int connections, Duration time) {
        ExecutorService customers = Executors.newFixedThreadPool(connections);
        long began = System.nanoTime();
        long end = began + time.toNanos();
        List<Future<Histogram>> running = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            running.add(customers.submit(() -> placeUntil(end)));
        }
        Histogram all = new Histogram(SLOWEST.toNanos(), 3);
        try {
            for (Future<Histogram> customer : running) {
                all.add(customer.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new LauncherException(e.getCause().getMessage(), e.getCause());
        } finally {
            customers.shutdownNow();
        }
        return new Measured(all, Duration.ofNanos(System.nanoTime() - began));
    }

    private Histogram placeUntil(long end) throws InterruptedException {
        // One connection each.
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Histogram latencies = new Histogram(SLOWEST.toNanos(), 3);
        HttpRequest request = HttpRequest.newBuilder(orders)
                .header("Content-Type", "application/json")
                .timeout(SLOWEST)
                .POST(body)
                .build();
        while (System.nanoTime() < end) {
            long sent = System.nanoTime();
            try {
                int status = http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 201) {
                    throw new LauncherException("An order was answered with " + status + ", so nothing was measured.");
                }
            } catch (IOException e) {
                throw new LauncherException("An order got no answer, so nothing was measured: " + e.getMessage(), e);
            }
            latencies.recordValue(Math.min(SLOWEST.toNanos(), System.nanoTime() - sent));
        }
        return latencies;
    }

    /** All orders of a run were accepted. */
    record Measured(Histogram latencies, Duration time) {

        long orders() {
            return latencies.getTotalCount();
        }

        double perSecond() {
            return orders() / (time.toNanos() / 1e9);
        }

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }
}
