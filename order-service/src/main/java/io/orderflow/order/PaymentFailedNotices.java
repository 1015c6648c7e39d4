package io.orderflow.order;

import io.orderflow.messages.PaymentFailedNotice;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Sends the mail that tells a customer that a payment has failed, and how to pay again. */
@Component
class PaymentFailedNotices {

    /** In characters. A message with a hundred items and the longest reason stays below the size limit. */
    static final int LONGEST_REASON = 200;

    private final Outbox outbox;

    PaymentFailedNotices(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Always uses the regular lane: this mail is as urgent for a VIP as for any other customer. */
    void send(Order order, String reason, Instant failedAt) {
        PaymentFailedNotice notice = PaymentFailedNotice.of(
                order.id(),
                order.customerEmail(),
                order.total(),
                order.currency(),
                shortened(reason),
                order.items().stream().map(OrderItem::toMessage).toList(),
                failedAt);
        outbox.send(OrderPlacement.EXCHANGE, Priority.REGULAR.routingKey(notice.type()), notice);
    }

    private static String shortened(String reason) {
        return reason.codePoints()
                .limit(LONGEST_REASON)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
