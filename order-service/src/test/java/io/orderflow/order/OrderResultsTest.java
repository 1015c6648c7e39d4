package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.EmailFailed;
import io.orderflow.messages.EmailSent;
import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PasswordReset;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

@OrderServiceTest
class OrderResultsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private Orders orders;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private MessageCodec codec;

    private static PaymentCompleted paid(UUID order) {
        return PaymentCompleted.of(order, "ch_1", NOW);
    }

    private static PaymentFailed unpaid(UUID order) {
        return PaymentFailed.of(order, "the card was declined", NOW);
    }

    private static EmailSent sent(UUID order) {
        return EmailSent.of(placed(order), OrderPlaced.TYPE, "<1@example.org>", NOW);
    }

    private static EmailFailed unsent(UUID order) {
        return EmailFailed.of(placed(order), OrderPlaced.TYPE, "no such address", NOW);
    }

    private static OrderPlaced placed(UUID order) {
        return OrderPlaced.of(order, "a@b.cd", "pm_card_visa", Priority.VIP, BigDecimal.ONE, "EUR", List.of(), NOW);
    }

    @Test
    void marksAnOrderPaidAndConfirmed() {
        UUID id = place();
        publish(paid(id), sent(id));

        Order order = awaitState(id, OrderStatus.PAID, Confirmation.SENT);
        assertThat(order.paidAt()).isEqualTo(NOW);
        assertThat(order.confirmedAt()).isEqualTo(NOW);
    }

    @Test
    void marksAnOrderUnpaidWithTheReasonAndUnconfirmed() {
        UUID id = place();
        publish(unpaid(id), unsent(id));

        assertThat(awaitState(id, OrderStatus.PAYMENT_FAILED, Confirmation.FAILED)
                        .failureReason())
                .isEqualTo("the card was declined");
    }

    static Stream<List<Integer>> anyOrder() {
        return Stream.of(0, 1, 2, 3)
                .flatMap(a -> Stream.of(0, 1, 2, 3)
                        .flatMap(b -> Stream.of(0, 1, 2, 3)
                                .flatMap(c -> Stream.of(0, 1, 2, 3).map(d -> List.of(a, b, c, d)))))
                .filter(it -> it.stream().distinct().count() == 4);
    }

    @ParameterizedTest
    @MethodSource("anyOrder")
    void comesToTheSameStateInWhateverOrderAndHoweverOftenResultsArrive(List<Integer> sequence) {
        Order order = new Order(UUID.randomUUID(), newOrder(), null, null, NOW);
        Stream.concat(sequence.stream(), sequence.stream()).forEach(step -> {
            switch (step) {
                case 0 -> order.markPaid(NOW);
                case 1 -> order.markPaymentFailed("declined");
                case 2 -> order.markConfirmationSent(NOW);
                default -> order.markConfirmationFailed();
            }
        });

        assertThat(order.status()).isEqualTo(OrderStatus.PAID);
        assertThat(order.confirmation()).isEqualTo(Confirmation.SENT);
        assertThat(order.failureReason()).isNull();
    }

    @Test
    void takesNoOtherMailForTheConfirmation() {
        UUID id = place();
        PasswordReset reset = new PasswordReset(1, UUID.randomUUID(), NOW, id, "a@b.cd", "token");
        publish(EmailSent.of(reset, reset.type(), "<1@example.org>", NOW), paid(id));

        awaitState(id, OrderStatus.PAID, Confirmation.PENDING);
    }

    @Test
    void buriesAResultForAnOrderThatItDoesNotKnow() {
        publish(paid(UUID.randomUUID()));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> deadLetters.find(DeadLetterFilter.of("order-results"), null, 10), it -> it.size() == 1);
    }

    private UUID place() {
        return placement.place(newOrder()).id();
    }

    private static NewOrder newOrder() {
        return new NewOrder(
                "ada@example.org",
                "pm_card_visa",
                Priority.REGULAR,
                Currency.getInstance("EUR"),
                List.of(new OrderItem("book", 1, BigDecimal.TEN)));
    }

    private void publish(Message... results) {
        for (Message result : results) {
            rabbit.send("order.results", result.type(), new org.springframework.amqp.core.Message(codec.write(result)));
        }
    }

    private Order awaitState(UUID id, OrderStatus status, Confirmation confirmation) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Order order = orders.findById(id).orElseThrow();
            assertThat(order.status()).isEqualTo(status);
            assertThat(order.confirmation()).isEqualTo(confirmation);
        });
        return orders.findById(id).orElseThrow();
    }
}
