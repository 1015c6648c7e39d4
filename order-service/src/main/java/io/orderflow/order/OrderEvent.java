package io.orderflow.order;

import io.orderflow.messages.Priority;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an order. {@link Order#apply} computes the order from its events. Events are kept for ever under the names
 * of these records, so changed records must still read old events.
 */
public sealed interface OrderEvent {

    /**
     * Holds all data from which the order is rebuilt. The payment token is not part of it: payment-service gets the token, and no
     * service stores it.
     */
    record OrderPlaced(
            String customerEmail,
            Priority priority,
            String currency,
            BigDecimal total,
            List<OrderItem> items,
            @Nullable String idempotencyKey,
            byte @Nullable [] requestHash)
            implements OrderEvent {}

    /** The customer tries to pay in another way; {@code request} is the id of the message that requests the payment. */
    record PaymentRequested(UUID request) implements OrderEvent {}

    /** @param request as in the result message; may be null */
    record PaymentCompleted(@Nullable UUID request, String chargeId) implements OrderEvent {}

    /** @param request as in the result message; may be null */
    record PaymentFailed(@Nullable UUID request, String reason) implements OrderEvent {}

    record ConfirmationSent(String messageId) implements OrderEvent {}

    record ConfirmationFailed(String reason) implements OrderEvent {}

    record ReminderScheduled(Instant dueAt) implements OrderEvent {}

    record ReminderCancelled() implements OrderEvent {}

    record ReminderSent(String messageId) implements OrderEvent {}

    record ReminderFailed(String reason) implements OrderEvent {}

    record OrderShipped() implements OrderEvent {}
}
