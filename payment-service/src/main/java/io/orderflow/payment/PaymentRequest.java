package io.orderflow.payment;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentRequested;
import io.orderflow.payment.gateway.Charge;
import java.util.UUID;

/**
 * A request to charge an order: the first at placement, and one for each other payment method that the customer tries.
 *
 * @param id of the message; results name it
 */
public record PaymentRequest(UUID id, UUID orderId, Charge charge) {

    public static PaymentRequest of(OrderPlaced order) {
        String reference = reference(order.correlationId());
        return new PaymentRequest(
                order.id(),
                order.correlationId(),
                new Charge(reference, reference, order.total(), order.currency(), order.paymentMethod()));
    }

    public static PaymentRequest of(PaymentRequested again) {
        String reference = reference(again.correlationId());
        return new PaymentRequest(
                again.id(),
                again.correlationId(),
                new Charge(
                        reference,
                        reference + "-" + again.id(),
                        again.total(),
                        again.currency(),
                        again.paymentMethod()));
    }

    private static String reference(UUID orderId) {
        return "order-" + orderId;
    }
}
