package io.orderflow.order;

import static io.orderflow.order.TestOrders.NOW;
import static io.orderflow.order.TestOrders.paid;
import static io.orderflow.order.TestOrders.unpaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messages.PaymentFailedNotice;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@OrderServiceTest
class PaymentFailedNoticeTest {

    private static final String QUEUE = "payment-failed-notices";

    @Autowired
    private TestOrders orders;

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private OrderPayment payment;

    @Autowired
    private OrderShipment shipment;

    @Autowired
    private OrderResults results;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private JdbcClient jdbc;

    private final List<PaymentFailedNotice> received = new ArrayList<>();

    @BeforeEach
    void listen(@Autowired AmqpAdmin admin) {
        admin.declareQueue(new Queue(QUEUE));
        admin.declareBinding(
                new Binding(QUEUE, Binding.DestinationType.QUEUE, "orders", "email.payment-failed.regular", Map.of()));
        admin.purgeQueue(QUEUE);
    }

    @Test
    void namesTheFailureAndUsesTheRegularLaneForEveryPriority() {
        UUID id = placement.place(TestOrders.newOrder(Priority.VIP)).id();

        orders.publish(unpaid(id));

        PaymentFailedNotice notice = awaitNotices(id, 1).get(0);
        assertThat(notice.recipient()).isEqualTo("ada@example.org");
        assertThat(notice.reason()).isEqualTo("the card was declined");
        assertThat(notice.total()).isEqualTo("19.90");
        assertThat(notice.currency()).isEqualTo("EUR");
        assertThat(notice.items()).containsExactly(new OrderPlaced.Item("book", 2, new BigDecimal("9.95")));
        assertThat(notice.time()).isEqualTo(NOW);
    }

    @Test
    void isSentOnceIfTheResultIsDeliveredTwice() {
        UUID id = orders.place();
        PaymentFailed failed = unpaid(id);
        orders.publish(failed, failed);
        orders.await(id, OrderStatus.PAYMENT_FAILED);

        // The inbox has forgotten the message, but the history still has the event.
        assertThat(forget(failed)).isOne();
        orders.publish(failed);
        await().atMost(Duration.ofSeconds(20)).until(() -> isInInbox(failed));

        assertNoMoreThan(1, id);
    }

    @Test
    void isSentOnceIfTheSameRequestFailsTwice() {
        UUID id = orders.placeUnpaid();

        orders.publish(unpaid(id), PaymentFailed.of(id, UUID.randomUUID(), "declined once more", NOW.plusSeconds(1)));
        awaitFailures(id, 3);

        assertNoMoreThan(1, id);
    }

    @Test
    void isSentForEachRequestThatFails() {
        UUID id = orders.placeUnpaid();
        UUID second = payAgain(id);

        orders.publish(PaymentFailed.of(id, second, "declined, too", NOW));

        assertThat(awaitNotices(id, 2))
                .extracting(PaymentFailedNotice::reason)
                .containsExactly("the card was declined", "declined, too");
        assertNoMoreThan(2, id);
    }

    @Test
    void isNotSentForALateFailureOfAnEarlierRequest() {
        UUID id = orders.placeUnpaid();
        awaitNotices(id, 1);
        payAgain(id);

        orders.publish(unpaid(id));
        awaitFailures(id, 2);

        assertNoMoreThan(1, id);
    }

    @Test
    void isNotSentForAnOrderThatIsAlreadyPaid() {
        UUID id = orders.placePaid();

        orders.publish(unpaid(id));
        awaitFailures(id, 1);

        assertNoMoreThan(0, id);
    }

    @Test
    void isNotSentForAnOrderThatIsAlreadyShipped() {
        UUID id = orders.placePaid();
        shipment.ship(id, "kim");

        orders.publish(unpaid(id));
        awaitFailures(id, 1);

        assertNoMoreThan(0, id);
    }

    @Test
    void isNotSentForAnOrderThatAnEarlierRequestPaid() {
        UUID id = orders.placeUnpaid();
        UUID second = payAgain(id);
        orders.publish(paid(id));
        orders.await(id, OrderStatus.PAID);

        orders.publish(PaymentFailed.of(id, second, "declined, too", NOW));
        awaitFailures(id, 2);

        assertNoMoreThan(1, id);
    }

    @Test
    void isNotSentIfTheResultIsNotRecorded() {
        UUID id = orders.place();
        PaymentFailed failed = unpaid(id);

        transaction.executeWithoutResult(status -> {
            results.recordPaymentFailed(failed, new OrderEvent.PaymentFailed(failed.request(), failed.reason()));
            status.setRollbackOnly();
        });

        assertNoMoreThan(0, id);
        assertThat(orders.get(id).status()).isEqualTo(OrderStatus.PLACED);
    }

    @Test
    void isSentForALargeOrderWithAShortenedReason() {
        List<OrderItem> items = Stream.generate(() -> new OrderItem("s".repeat(64), 1, new BigDecimal("99999.99")))
                .limit(100)
                .toList();
        UUID id = placement
                .place(new NewOrder("ada@example.org", "pm_card_visa", Priority.BULK, Currency.EUR, items))
                .id();

        orders.publish(PaymentFailed.of(id, "\uD83D\uDE31".repeat(3_000), NOW));

        assertThat(awaitNotices(id, 1).get(0).reason())
                .isEqualTo("\uD83D\uDE31".repeat(PaymentFailedNotices.LONGEST_REASON));
    }

    /** @return the id of the new payment request */
    private UUID payAgain(UUID id) {
        return payment.payAgain(id, "pm_card_other").orElseThrow().latestRequest();
    }

    private void awaitFailures(UUID id, int count) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> orders.events(id).stream()
                                .filter("PaymentFailed"::equals)
                                .count()
                        == count);
    }

    private List<PaymentFailedNotice> awaitNotices(UUID id, int count) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> notices(id), it -> it.size() == count);
    }

    private void assertNoMoreThan(int count, UUID id) {
        awaitNotices(id, count);
        await().during(Duration.ofMillis(700))
                .atMost(Duration.ofSeconds(20))
                .until(() -> notices(id).size() == count);
    }

    /** Skips notices of other tests' orders. */
    private List<PaymentFailedNotice> notices(UUID id) {
        for (Message message = rabbit.receive(QUEUE); message != null; message = rabbit.receive(QUEUE)) {
            received.add((PaymentFailedNotice) codec.read(message.getBody()));
        }
        return received.stream().filter(it -> it.correlationId().equals(id)).toList();
    }

    private int forget(PaymentFailed result) {
        return jdbc.sql("delete from messaging.inbox where message_id = ?")
                .param(result.id())
                .update();
    }

    private boolean isInInbox(PaymentFailed result) {
        return jdbc.sql("select exists (select from messaging.inbox where message_id = ?)")
                .param(result.id())
                .query(Boolean.class)
                .single();
    }
}
