package io.orderflow.order;

import io.orderflow.messages.Message;
import io.orderflow.messaging.NonRetryableException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records the results that other services report for an order. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class OrderResults {

    private final OrderHistory history;
    private final PaymentReminders reminders;
    private final PaymentFailedNotices notices;

    OrderResults(OrderHistory history, PaymentReminders reminders, PaymentFailedNotices notices) {
        this.history = history;
        this.reminders = reminders;
        this.notices = notices;
    }

    public void record(Message result, OrderEvent event) {
        record(result, order -> List.of(event));
    }

    private void record(Message result, Function<Order, List<OrderEvent>> decision) {
        UUID orderId = result.correlationId();
        if (history.record(orderId, result.time(), EventCause.message(result), decision)
                .isEmpty()) {
            throw new NonRetryableException("there is no order " + orderId);
        }
    }

    /** Also cancels the payment reminder if it was not sent yet. */
    public void recordPaid(Message result, OrderEvent.PaymentCompleted event) {
        boolean cancelled = reminders.cancel(result.correlationId());
        record(result, order -> cancelled ? List.of(event, new OrderEvent.ReminderCancelled()) : List.of(event));
    }

    /** Sends the customer one notice for each payment request that fails, but none if the order is already paid. */
    public void recordPaymentFailed(Message result, OrderEvent.PaymentFailed event) {
        record(result, order -> {
            if (order.isFailedBy(event)) {
                notices.send(order, event.reason(), result.time());
            }
            return List.of(event);
        });
    }
}
