package io.orderflow.payment;

import static org.awaitility.Awaitility.await;

import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentRequested;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Publishes orders to payment-service as order-service would, and collects the results. */
@TestComponent
class TestPayments {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String RESULTS = "payment-results";
    private static final List<String> QUEUES = List.of("payment.regular", "payment.retry.2s", "payment.retry.4s");

    private final JdbcClient jdbc;
    private final RabbitTemplate rabbit;
    private final AmqpAdmin admin;
    private final MessageCodec codec;
    private final DeadLetters deadLetters;
    private final List<Message> results = new ArrayList<>();

    TestPayments(JdbcClient jdbc, RabbitTemplate rabbit, AmqpAdmin admin, MessageCodec codec, DeadLetters deadLetters) {
        this.jdbc = jdbc;
        this.rabbit = rabbit;
        this.admin = admin;
        this.codec = codec;
        this.deadLetters = deadLetters;
    }

    static OrderPlaced order(String token) {
        return order(token, Priority.REGULAR);
    }

    static OrderPlaced order(String token, Priority priority) {
        return OrderPlaced.of(
                UUID.randomUUID(),
                "ada@example.org",
                token,
                priority,
                new BigDecimal("59.70"),
                "EUR",
                List.of(),
                Instant.EPOCH);
    }

    /** Another message about the same order. */
    static OrderPlaced sameOrder(OrderPlaced order) {
        return OrderPlaced.of(
                order.correlationId(),
                order.customerEmail(),
                order.paymentMethod(),
                order.priority(),
                order.total(),
                order.currency(),
                order.items(),
                order.time());
    }

    static PaymentRequested again(OrderPlaced order, String token) {
        return PaymentRequested.of(
                order.correlationId(), token, order.priority(), order.total(), order.currency(), Instant.EPOCH);
    }

    /** Forgets the results and dead letters of earlier tests. */
    void begin() {
        admin.declareQueue(new Queue(RESULTS));
        admin.declareBinding(new Binding(RESULTS, Binding.DestinationType.QUEUE, "order.results", "#", Map.of()));
        admin.purgeQueue(RESULTS);
        results.clear();
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    <M extends Message> M publish(M message) {
        Priority priority =
                message instanceof OrderPlaced order ? order.priority() : ((PaymentRequested) message).priority();
        rabbit.send(
                "orders",
                priority.routingKey(message.type()),
                new org.springframework.amqp.core.Message(codec.write(message)));
        return message;
    }

    /** Waits until all earlier messages are handled: later orders are completed, and the queues are empty. */
    void settle() {
        awaitCompleted(publish(order("pm_card_visa")));
        await().atMost(PATIENCE)
                .until(() ->
                        QUEUES.stream().allMatch(it -> admin.getQueueInfo(it).getMessageCount() == 0));
        awaitCompleted(publish(order("pm_card_visa")));
    }

    void awaitCompleted(OrderPlaced order) {
        await().atMost(PATIENCE).until(() -> statusOf(order).equals("COMPLETED"));
    }

    List<Message> awaitResults(OrderPlaced order, int count) {
        await().atMost(PATIENCE).until(() -> resultsOf(order).count() >= count);
        return resultsOf(order).toList();
    }

    private Stream<Message> resultsOf(OrderPlaced order) {
        org.springframework.amqp.core.Message next;
        while ((next = rabbit.receive(RESULTS)) != null) {
            results.add(codec.read(next.getBody()));
        }
        return results.stream().filter(it -> it.correlationId().equals(order.correlationId()));
    }

    List<DeadLetter> dead() {
        return deadLetters.find(DeadLetterFilter.of("payment"), null, 10);
    }

    /** {@code none} if the order is unknown. */
    String statusOf(OrderPlaced order) {
        return jdbc.sql("select status from payment where order_id = ?")
                .param(order.correlationId())
                .query(String.class)
                .optional()
                .orElse("none");
    }
}
