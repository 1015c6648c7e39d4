package io.orderflow.order.messaging;

import io.orderflow.messages.EmailFailed;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentReminder;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.order.OrderEvent;
import io.orderflow.order.OrderResults;
import org.springframework.stereotype.Component;

@Component
class EmailFailedHandler implements MessageHandler<EmailFailed> {

    private final OrderResults results;

    EmailFailedHandler(OrderResults results) {
        this.results = results;
    }

    @Override
    public String consumer() {
        return "order-results";
    }

    @Override
    public Class<EmailFailed> type() {
        return EmailFailed.class;
    }

    @Override
    public void handle(EmailFailed email, Permit permit) {
        switch (email.mail()) {
            case OrderPlaced.TYPE -> results.record(email, new OrderEvent.ConfirmationFailed(email.reason()));
            case PaymentReminder.TYPE -> results.record(email, new OrderEvent.ReminderFailed(email.reason()));
            default -> {
                // Other mails change nothing in an order.
            }
        }
    }
}
