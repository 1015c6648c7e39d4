package io.orderflow.email;

import io.orderflow.messages.PaymentReminder;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class PaymentReminderHandler extends MailHandler<PaymentReminder> {

    PaymentReminderHandler(Mailer mailer) {
        super(mailer);
    }

    @Override
    public Class<PaymentReminder> type() {
        return PaymentReminder.class;
    }

    @Override
    Mail mail(PaymentReminder reminder) {
        return new Mail(
                MailType.PAYMENT_REMINDER,
                reminder.recipient(),
                "Your order %s is not paid yet".formatted(reminder.correlationId()),
                Map.of(
                        "orderId",
                        reminder.correlationId(),
                        "lines",
                        MailLine.of(reminder.items(), reminder.currency()),
                        "total",
                        new Money(reminder.total(), reminder.currency())));
    }
}
