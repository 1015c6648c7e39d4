package io.orderflow.order;

import io.orderflow.messages.PaymentReminder;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.messaging.outbox.OutgoingMessage;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The reminder mail for unpaid orders. It waits as a delayed job, which the payment cancels. */
@Component
class PaymentReminders {

    private final DelayedJobs jobs;
    private final Outbox outbox;
    private final OrderSettings settings;

    PaymentReminders(DelayedJobs jobs, Outbox outbox, OrderSettings settings) {
        this.jobs = jobs;
        this.outbox = outbox;
        this.settings = settings;
    }

    static String key(UUID orderId) {
        return "payment-reminder:" + orderId;
    }

    Instant dueFor(Order order) {
        return order.placedAt().plus(settings.paymentReminderAfter());
    }

    /** Always uses the bulk lane: a reminder can wait, and must not delay confirmations. */
    OutgoingMessage messageFor(Order order) {
        PaymentReminder reminder = PaymentReminder.of(
                order.id(),
                order.customerEmail(),
                order.total(),
                order.currency(),
                order.items().stream().map(OrderItem::toMessage).toList(),
                order.placedAt());
        return outbox.outgoing(OrderPlacement.EXCHANGE, Priority.BULK.routingKey(reminder.type()), reminder);
    }

    /** @return false if there was no waiting reminder, for example because it was already published */
    boolean cancel(UUID orderId) {
        return jobs.cancel(key(orderId));
    }
}
