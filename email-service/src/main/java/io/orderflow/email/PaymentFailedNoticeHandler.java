package io.orderflow.email;

import io.orderflow.messages.PaymentFailedNotice;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class PaymentFailedNoticeHandler extends MailHandler<PaymentFailedNotice> {

    private final MailSettings settings;

    PaymentFailedNoticeHandler(Mailer mailer, MailSettings settings) {
        super(mailer);
        this.settings = settings;
    }

    @Override
    public Class<PaymentFailedNotice> type() {
        return PaymentFailedNotice.class;
    }

    @Override
    Mail mail(PaymentFailedNotice notice) {
        return new Mail(
                MailType.PAYMENT_FAILED,
                notice.recipient(),
                "The payment of your order %s has failed".formatted(notice.correlationId()),
                Map.of(
                        "orderId",
                        notice.correlationId(),
                        "lines",
                        MailLine.of(notice.items(), notice.currency()),
                        "total",
                        new Money(notice.total(), notice.currency()),
                        "reason",
                        notice.reason(),
                        "link",
                        settings.paymentPageOf(notice.correlationId())));
    }
}
