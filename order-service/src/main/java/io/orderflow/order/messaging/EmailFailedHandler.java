package io.orderflow.order.messaging;

import io.orderflow.messages.EmailFailed;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentReminder;
import io.orderflow.messaging.TransactionalHandler;
import io.orderflow.order.OrderEvent;
import io.orderflow.order.OrderResults;
import org.springframework.stereotype.Component;

@Component
class EmailFailedHandler implements TransactionalHandler<EmailFailed> {

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
    public void handle(EmailFailed email) {
        switch (email.mail()) {
            case OrderPlaced.TYPE -> results.record(email, new OrderEvent.ConfirmationFailed(email.reason()));
            case PaymentReminder.TYPE -> results.record(email, new OrderEvent.ReminderFailed(email.reason()));
            default -> {
                // Other mails do not change the order.
            }
        }
    }
}
