package io.orderflow.payment.gateway;

/** The company that moves the money. */
public interface PaymentGateway {

    /**
     * Charges once: the customer pays once for a {@link Charge#reference()}, however many keys and payment methods it is tried
     * with, and also where an earlier answer was lost. Once it is paid for, every further call names the charge that was made.
     * Until then a call with the same {@link Charge#idempotencyKey()} gets the same answer.
     *
     * @return the gateway's name for the charge
     * @throws PaymentDeclined if the gateway refuses this charge for good
     * @throws GatewayUnavailable if it is not known whether the charge was made, or it may be made another time
     */
    String charge(Charge charge);
}
