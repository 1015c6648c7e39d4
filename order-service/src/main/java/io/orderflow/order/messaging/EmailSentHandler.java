package io.orderflow.order.messaging;

import io.orderflow.messages.EmailSent;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentReminder;
import io.orderflow.messaging.TransactionalHandler;
import io.orderflow.order.OrderEvent;
import io.orderflow.order.OrderResults;
import org.springframework.stereotype.Component;

@Component
class EmailSentHandler implements TransactionalHandler<EmailSent> {

    private final OrderResults results;

    EmailSentHandler(OrderResults results) {
        this.results = results;
    }

    @Override
    public String consumer() {
        return "order-results";
    }

    @Override
    public Class<EmailSent> type() {
        return EmailSent.class;
    }

    @Override
    public void handle(EmailSent email) {
        switch (email.mail()) {
            case OrderPlaced.TYPE -> results.record(email, new OrderEvent.ConfirmationSent(email.messageId()));
            case PaymentReminder.TYPE -> results.record(email, new OrderEvent.ReminderSent(email.messageId()));
            default -> {
                // Other mails do not change the order.
            }
        }
    }
}
