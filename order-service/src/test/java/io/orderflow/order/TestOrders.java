package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messages.EmailFailed;
import io.orderflow.messages.EmailSent;
import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messages.PaymentReminder;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.test.context.TestComponent;

/** Makes orders for tests, and the results that other services would report. */
@TestComponent
public class TestOrders {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");

    private final OrderPlacement placement;
    private final Orders orders;
    private final OrderHistory history;
    private final RabbitTemplate rabbit;
    private final MessageCodec codec;

    TestOrders(
            OrderPlacement placement, Orders orders, OrderHistory history, RabbitTemplate rabbit, MessageCodec codec) {
        this.placement = placement;
        this.orders = orders;
        this.history = history;
        this.rabbit = rabbit;
        this.codec = codec;
    }

    static NewOrder newOrder() {
        return newOrder(Priority.REGULAR);
    }

    static NewOrder newOrder(Priority priority) {
        return new NewOrder(
                "ada@example.org",
                "pm_card_visa",
                priority,
                Currency.EUR,
                List.of(new OrderItem("book", 2, new BigDecimal("9.95"))));
    }

    static PaymentCompleted paid(UUID order) {
        return PaymentCompleted.of(order, "ch_1", NOW);
    }

    static PaymentFailed unpaid(UUID order) {
        return PaymentFailed.of(order, "the card was declined", NOW);
    }

    static EmailSent sent(UUID order) {
        return EmailSent.of(placed(order), OrderPlaced.TYPE, "<1@example.org>", NOW);
    }

    static EmailFailed unsent(UUID order) {
        return EmailFailed.of(placed(order), OrderPlaced.TYPE, "no such address", NOW);
    }

    static EmailSent reminded(UUID order) {
        return EmailSent.of(placed(order), PaymentReminder.TYPE, "<2@example.org>", NOW);
    }

    static EmailFailed unreminded(UUID order) {
        return EmailFailed.of(placed(order), PaymentReminder.TYPE, "no such address", NOW);
    }

    private static OrderPlaced placed(UUID order) {
        return OrderPlaced.of(order, "a@b.cd", "pm_card_visa", Priority.VIP, BigDecimal.ONE, "EUR", List.of(), NOW);
    }

    public UUID place() {
        return placement.place(newOrder()).id();
    }

    UUID placePaid() {
        UUID id = place();
        publish(paid(id));
        await(id, OrderStatus.PAID);
        return id;
    }

    UUID placeUnpaid() {
        UUID id = place();
        publish(unpaid(id));
        await(id, OrderStatus.PAYMENT_FAILED);
        return id;
    }

    void publish(Message... results) {
        for (Message result : results) {
            publishWithKey(result.type(), result);
        }
    }

    /** Publishes a result that is forged if the key is not its type. */
    void publishWithKey(String key, Message result) {
        rabbit.send("order.results", key, new org.springframework.amqp.core.Message(codec.write(result)));
    }

    Order get(UUID id) {
        return orders.findById(id).orElseThrow();
    }

    Order await(UUID id, OrderStatus status) {
        awaiting(() -> assertThat(get(id).status()).isEqualTo(status));
        return get(id);
    }

    /** The types of an order's events, in the order in which they were recorded. */
    List<String> events(UUID id) {
        return history.of(id).stream().map(RecordedEvent::type).toList();
    }

    void awaitEvent(UUID id, String type) {
        awaiting(() -> assertThat(events(id)).contains(type));
    }

    private static void awaiting(org.awaitility.core.ThrowingRunnable assertion) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }
}
