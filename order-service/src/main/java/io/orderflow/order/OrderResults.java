package io.orderflow.order;

import io.orderflow.messages.Message;
import io.orderflow.messaging.PermanentFailure;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records what other services report of an order. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class OrderResults {

    private final OrderHistory history;
    private final PaymentReminders reminders;

    OrderResults(OrderHistory history, PaymentReminders reminders) {
        this.history = history;
        this.reminders = reminders;
    }

    public void record(Message result, OrderEvent event) {
        record(result, List.of(event));
    }

    private void record(Message result, List<OrderEvent> events) {
        UUID orderId = result.correlationId();
        history.record(orderId, result.time(), Cause.message(result), order -> events)
                .orElseThrow(() -> new PermanentFailure("there is no order " + orderId));
    }

    /** A reminder that still waits is not sent any more. */
    public void recordPaid(Message result, OrderEvent.PaymentCompleted event) {
        boolean cancelled = reminders.cancel(result.correlationId());
        record(result, cancelled ? List.of(event, new OrderEvent.ReminderCancelled()) : List.of(event));
    }
}
