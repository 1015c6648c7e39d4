package io.orderflow.order;

import static io.orderflow.order.TestOrders.paid;
import static io.orderflow.order.TestOrders.reminded;
import static io.orderflow.order.TestOrders.unreminded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentReminder;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.outbox.DelayedJob;
import io.orderflow.messaging.outbox.DelayedJobs;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@OrderServiceTest
class PaymentReminderTest {

    private static final String QUEUE = "payment-reminders";

    @Autowired
    private TestOrders orders;

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private DelayedJobs jobs;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void listen(@Autowired AmqpAdmin admin) {
        admin.declareQueue(new Queue(QUEUE));
        admin.declareBinding(
                new Binding(QUEUE, Binding.DestinationType.QUEUE, "orders", "email.payment-reminder.bulk", Map.of()));
        admin.purgeQueue(QUEUE);
        jdbc.sql("delete from messaging.delayed_job").update();
    }

    @Test
    void isScheduledOneDayAfterPlacement() {
        UUID id = orders.place();

        DelayedJob job = job(id).orElseThrow();
        assertThat(job.dueAt()).isEqualTo(orders.get(id).placedAt().plus(Duration.ofHours(24)));
        assertThat(job.type()).isEqualTo("email.payment-reminder");
        assertThat(job.correlationId()).isEqualTo(id.toString());
    }

    @Test
    void isScheduledOnceForAnOrderPlacedTwiceWithOneKey() {
        placement.placeOnce(TestOrders.newOrder(), "reminder-1");
        placement.placeOnce(TestOrders.newOrder(), "reminder-1");

        assertThat(jobs.count()).isOne();
    }

    @Test
    void isSentToTheCustomerWhenDue() {
        UUID id = orders.place();
        assertThat(rabbit.receive(QUEUE, 700)).isNull();

        makeDue(id);

        Message message = rabbit.receive(QUEUE, 10_000);
        PaymentReminder reminder = (PaymentReminder) codec.read(message.getBody());
        assertThat(reminder.correlationId()).isEqualTo(id);
        assertThat(reminder.recipient()).isEqualTo("ada@example.org");
        assertThat(reminder.total()).isEqualTo("19.90");
        assertThat(reminder.currency()).isEqualTo("EUR");
        assertThat(reminder.items()).containsExactly(new OrderPlaced.Item("book", 2, new BigDecimal("9.95")));
        await().until(() -> job(id).isEmpty());
    }

    @Test
    void isCancelledByPaying() {
        UUID id = orders.placePaid();

        assertThat(job(id)).isEmpty();
        assertThat(orders.events(id)).containsSubsequence("ReminderScheduled", "PaymentCompleted", "ReminderCancelled");
        assertThat(rabbit.receive(QUEUE, 700)).isNull();
    }

    @Test
    void isNotCancelledByAPaymentThatFails() {
        UUID id = orders.placeUnpaid();

        assertThat(job(id)).isPresent();
    }

    @Test
    void isNotRecordedAsCancelledIfAlreadySent() {
        UUID id = orders.place();
        makeDue(id);
        assertThat(rabbit.receive(QUEUE, 10_000)).isNotNull();
        await().until(() -> job(id).isEmpty());

        orders.publish(paid(id));
        orders.await(id, OrderStatus.PAID);

        assertThat(orders.events(id)).doesNotContain("ReminderCancelled");
    }

    @Test
    void recordsItsOutcomeInTheHistory() {
        UUID sent = orders.place();
        UUID failed = orders.place();
        orders.publish(reminded(sent), unreminded(failed));

        orders.awaitEvent(sent, "ReminderSent");
        orders.awaitEvent(failed, "ReminderFailed");
        assertThat(orders.get(sent).confirmation()).isEqualTo(ConfirmationStatus.PENDING);
        assertThat(orders.get(failed).confirmation()).isEqualTo(ConfirmationStatus.PENDING);
    }

    private void makeDue(UUID id) {
        jdbc.sql("update messaging.delayed_job set due_at = clock_timestamp() where correlation_id = ?")
                .param(id.toString())
                .update();
    }

    private Optional<DelayedJob> job(UUID id) {
        return jobs.list(null, null, 100).stream()
                .filter(it -> it.key().equals("payment-reminder:" + id))
                .findAny();
    }
}
