package io.orderflow.order;

import io.orderflow.messages.PaymentFailedNotice;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The mail that tells a customer that a payment has failed, and how to pay again. */
@Component
class PaymentFailedNotices {

    /** In characters. With a hundred items and any reason, the message stays within its limit. */
    static final int LONGEST_REASON = 200;

    private final Outbox outbox;

    PaymentFailedNotices(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Always in the regular lane: the customer waits for it no more urgently because the order is a VIP's. */
    void send(Order order, String reason, Instant failedAt) {
        PaymentFailedNotice notice = PaymentFailedNotice.of(
                order.id(),
                order.customerEmail(),
                order.total(),
                order.currency(),
                shortened(reason),
                order.items().stream().map(OrderItem::toMessage).toList(),
                failedAt);
        outbox.send(OrderPlacement.EXCHANGE, notice.type() + "." + Priority.REGULAR.lane(), notice);
    }

    private static String shortened(String reason) {
        return reason.codePoints()
                .limit(LONGEST_REASON)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
