package io.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * The service holds neither a transaction nor a connection during a gateway call: ten connections are enough for a hundred charges.
 */
@Tag("slow")
@PaymentServiceTest
@DirtiesContext
@TestPropertySource(
        properties = {
            "orderflow.gateway.simulated.latency=1s",
            "orderflow.consumers.payment.limit-per-second=100",
            "orderflow.consumers.payment.concurrency=150",
            "spring.datasource.hikari.maximum-pool-size=10"
        })
class SlowGatewayTest {

    private static final int ORDERS = 1500;

    /** Measures the best consecutive charges, so that the start or other processes don't distort the result. */
    private static final int WINDOW = 300;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void keepsItsThroughputWithASlowGateway() {
        List<String> references =
                IntStream.range(0, ORDERS).mapToObj(i -> publishOrder()).toList();

        await().atMost(Duration.ofMinutes(2)).until(() -> arrivals(references).size() == ORDERS);
        List<Instant> arrivals = arrivals(references);

        double best = IntStream.range(0, ORDERS - WINDOW)
                .mapToDouble(i -> WINDOW / seconds(arrivals.get(i), arrivals.get(i + WINDOW)))
                .max()
                .orElseThrow();
        System.out.printf("slow gateway: %.1f charges a second%n", best);
        assertThat(best).as("charges a second, of the best %d in a row", WINDOW).isGreaterThan(90);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private String publishOrder() {
        OrderPlaced order = OrderPlaced.of(
                UUID.randomUUID(),
                "ada@example.org",
                "pm_card_visa",
                Priority.REGULAR,
                BigDecimal.TEN,
                "EUR",
                List.of(),
                Instant.EPOCH);
        rabbit.send("orders", "order.placed.regular", new Message(codec.write(order)));
        return "order-" + order.correlationId();
    }

    private List<Instant> arrivals(List<String> references) {
        return jdbc.sql("select started_at from gateway.attempt where reference = any (?) order by started_at")
                .param(references.toArray(String[]::new))
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .list();
    }
}
