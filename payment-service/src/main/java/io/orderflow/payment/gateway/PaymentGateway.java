package io.orderflow.payment.gateway;

/** The company that moves the money. */
public interface PaymentGateway {

    /**
     * Charges once: however often it is called with the same {@link Charge#idempotencyKey()}, the customer pays once and
     * the answer is the same.
     *
     * @return the gateway's name for the charge
     * @throws PaymentDeclined if the gateway refuses this charge for good
     * @throws GatewayUnavailable if it is not known whether the charge was made, or it may be made another time
     */
    String charge(Charge charge);
}
