package io.orderflow.order;

import static io.orderflow.order.TestOrders.paid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.ReadOnlyMode;
import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Tag("slow")
@OrderServiceTest
class ReadOnlyDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @Autowired
    private TestOrders orders;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private AmqpAdmin admin;

    @Test
    void decidesNothingAndAnswers503UntilTheDatabaseIsWritableAgain() throws Exception {
        List<UUID> placed = Stream.generate(orders::place).limit(10).toList();
        Instant begun = Instant.now();
        ReadOnlyMode mode = ReadOnlyMode.of(SharedBackingServices.database(), "orders");
        mode.begin();
        try {
            placed.forEach(id -> orders.publish(paid(id)));
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<Void> answer = place();
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(readiness()).isEqualTo(503));
            await().during(Duration.ofSeconds(4)).atMost(PATIENCE).untilAsserted(() -> {
                assertThat(admin.getQueueInfo("order-results.dlq").getMessageCount())
                        .isZero();
                assertThat(place().statusCode()).isEqualTo(503);
            });
        } finally {
            mode.close();
        }

        placed.forEach(id -> orders.await(id, OrderStatus.PAID));
        assertThat(deadLetters.find(DeadLetterFilter.of("order-results"), null, 100))
                .as("dead letters of the outage")
                .noneMatch(it -> it.diedAt().isAfter(begun));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(place().statusCode()).isEqualTo(201);
            assertThat(readiness()).isEqualTo(200);
        });
    }

    private HttpResponse<Void> place() throws Exception {
        HttpRequest order = OrderRequest.of(port, "read-only@example.org", PATIENCE);
        return http.send(order, BodyHandlers.discarding());
    }

    private int readiness() throws Exception {
        URI address = URI.create("http://localhost:%s/actuator/health/readiness".formatted(port));
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
