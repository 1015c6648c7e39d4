package io.orderflow.order;

import static io.orderflow.order.TestOrders.NOW;
import static io.orderflow.order.TestOrders.paid;
import static io.orderflow.order.TestOrders.sent;
import static io.orderflow.order.TestOrders.unpaid;
import static io.orderflow.order.TestOrders.unsent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.EmailSent;
import io.orderflow.messages.Message;
import io.orderflow.messages.PasswordReset;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@OrderServiceTest
class OrderResultsTest {

    @Autowired
    private TestOrders orders;

    @Autowired
    private DeadLetters deadLetters;

    @Test
    void marksAnOrderPaidAndConfirmed() {
        UUID id = orders.place();
        orders.publish(paid(id), sent(id));

        Order order = awaitState(id, OrderStatus.PAID, ConfirmationStatus.SENT);
        assertThat(order.paidAt()).isEqualTo(NOW);
        assertThat(order.confirmedAt()).isEqualTo(NOW);
    }

    @Test
    void marksAnOrderUnpaidWithTheReasonAndUnconfirmed() {
        UUID id = orders.place();
        orders.publish(unpaid(id), unsent(id));

        Order order = awaitState(id, OrderStatus.PAYMENT_FAILED, ConfirmationStatus.FAILED);
        assertThat(order.failureReason()).isEqualTo("the card was declined");
        assertThat(order.failedAt()).isEqualTo(NOW);
    }

    @Test
    void ignoresResultsOfOtherMails() {
        UUID id = orders.place();
        PasswordReset reset = new PasswordReset(1, UUID.randomUUID(), NOW, id, "a@b.cd", "token");
        orders.publish(EmailSent.of(reset, reset.type(), "<1@example.org>", NOW), paid(id));

        awaitState(id, OrderStatus.PAID, ConfirmationStatus.PENDING);
    }

    @Test
    void deadLettersAResultForAnUnknownOrder() {
        orders.publish(paid(UUID.randomUUID()));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> deadLetters.find(DeadLetterFilter.of("order-results"), null, 10), it -> it.size() == 1);
    }

    /** Users may publish only their own keys, so payments under the key of a mail come from the user of email-service. */
    @Test
    void aResultUnderTheKeyOfAnotherChangesNothing() {
        UUID id = orders.placeUnpaid();
        List<Message> results = List.of(paid(id), unpaid(id), sent(id), unsent(id));
        for (Message key : results) {
            results.stream()
                    .filter(it -> !it.type().equals(key.type()))
                    .forEach(it -> orders.publishWithKey(key.type(), it));
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> forged().size() == 12);
        assertThat(orders.get(id).status()).isEqualTo(OrderStatus.PAYMENT_FAILED);
        assertThat(orders.get(id).confirmation()).isEqualTo(ConfirmationStatus.PENDING);
        assertThat(orders.events(id)).doesNotContain("PaymentCompleted", "ConfirmationSent", "ConfirmationFailed");
        forged().forEach(it -> deadLetters.drop(it.id(), "test", "forged by this test"));
    }

    private List<DeadLetter> forged() {
        return deadLetters.find(new DeadLetterFilter("order-results", "forged", null, null, null, null), null, 100);
    }

    private Order awaitState(UUID id, OrderStatus status, ConfirmationStatus confirmation) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(orders.get(id).status()).isEqualTo(status);
            assertThat(orders.get(id).confirmation()).isEqualTo(confirmation);
        });
        return orders.get(id);
    }
}
