package io.orderflow.order;

import io.orderflow.messages.Priority;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something that happened to an order. The order is what its events come to ({@link Order#apply}). They are kept for ever
 * under the names of these records, so a change here must still read what was written before.
 */
public sealed interface OrderEvent {

    /** With all that the order is rebuilt from. The payment token is not among it: it goes on to payment and is kept nowhere. */
    record OrderPlaced(
            String customerEmail,
            Priority priority,
            String currency,
            BigDecimal total,
            List<OrderItem> items,
            String idempotencyKey,
            byte[] requestHash)
            implements OrderEvent {}

    /** The customer tries to pay in another way; {@code request} is the message that asks for it. */
    record PaymentRequested(UUID request) implements OrderEvent {}

    /** @param request as in the message that tells of it, null included */
    record PaymentCompleted(UUID request, String chargeId) implements OrderEvent {}

    /** @param request as in the message that tells of it, null included */
    record PaymentFailed(UUID request, String reason) implements OrderEvent {}

    record ConfirmationSent(String messageId) implements OrderEvent {}

    record ConfirmationFailed(String reason) implements OrderEvent {}

    record ReminderScheduled(Instant dueAt) implements OrderEvent {}

    record ReminderCancelled() implements OrderEvent {}

    record ReminderSent(String messageId) implements OrderEvent {}

    record ReminderFailed(String reason) implements OrderEvent {}

    record OrderShipped() implements OrderEvent {}
}
