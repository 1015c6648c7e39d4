package io.orderflow.order;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Places {@link Rehearsals} before the service says that it is ready: so many that the JVM has compiled what an order needs, or for as
 * long as is set. A first order costs ten times the processor time of a later one, and customers who come at once would wait for it.
 */
@Component
class WarmUp implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private static final int CUSTOMERS = 2;
    /** Of these, the first hundred take as long as all others. */
    private static final int ENOUGH = 600;

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int ANSWERS_IN_MILLIS = 5_000;
    private static final byte[] ORDER = """
            {"customerEmail": "rehearsal@orderflow.invalid", "paymentMethod": "pm_rehearsal", "priority": "REGULAR",
             "currency": "EUR", "items": [{"sku": "book-42", "quantity": 2, "unitPrice": 9.95},
                                          {"sku": "pen-7", "quantity": 1, "unitPrice": 0.5}]}""".getBytes(StandardCharsets.UTF_8);

    private final Rehearsals rehearsals;
    private final Duration longest;
    private final WebServerApplicationContext application;
    private final InetAddress address;
    private volatile boolean enough;

    WarmUp(
            Rehearsals rehearsals,
            OrderSettings settings,
            ServerProperties server,
            WebServerApplicationContext application) {
        this.rehearsals = rehearsals;
        this.longest = settings.warmUp();
        this.application = application;
        this.address = server.getAddress() == null ? InetAddress.getLoopbackAddress() : server.getAddress();
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        try {
            if (longest.compareTo(Duration.ZERO) > 0) {
                warmUp();
            }
        } finally {
            rehearsals.end();
        }
    }

    private void warmUp() throws InterruptedException {
        long began = System.nanoTime();
        AtomicInteger orders = new AtomicInteger();
        ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS);
        try {
            for (int i = 0; i < CUSTOMERS; i++) {
                customers.execute(() -> placeOrders(orders));
            }
            long deadline = began + longest.toNanos();
            while (!enough && orders.get() < ENOUGH && deadline - System.nanoTime() > 0) {
                Thread.sleep(LOOK_EVERY.toMillis());
            }
        } finally {
            enough = true;
            customers.shutdown();
            customers.awaitTermination(ANSWERS_IN_MILLIS, TimeUnit.MILLISECONDS);
        }
        log.info("warmed up by {} rehearsals in {} ms", orders, (System.nanoTime() - began) / 1_000_000);
    }

    private void placeOrders(AtomicInteger orders) {
        try {
            URL url = new URI(
                            "http",
                            null,
                            address.getHostAddress(),
                            Objects.requireNonNull(application.getWebServer()).getPort(),
                            "/orders",
                            null,
                            null)
                    .toURL();
            while (!enough) {
                place(url);
                orders.incrementAndGet();
            }
        } catch (Exception e) {
            enough = true;
            log.warn("the rehearsals end early, so the first orders will be slower: {}", e.toString());
        }
    }

    private void place(URL url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setReadTimeout(ANSWERS_IN_MILLIS);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Idempotency-Key", rehearsals.newKey());
        try (OutputStream body = connection.getOutputStream()) {
            body.write(ORDER);
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_CREATED) {
            throw new IOException("the answer was " + connection.getResponseCode());
        }
        try (InputStream answer = connection.getInputStream()) {
            answer.readAllBytes();
        }
    }
}
