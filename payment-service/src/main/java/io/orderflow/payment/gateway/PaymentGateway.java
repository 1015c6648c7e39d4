package io.orderflow.payment.gateway;

import io.orderflow.messaging.Provider;

/** The company that moves the money. */
public interface PaymentGateway extends Provider {

    /**
     * Charges once: the customer pays once for a {@link Charge#reference()}, however many keys and payment methods it is tried
     * with, and also where an earlier answer was lost. Once it is paid for, every further call names the charge that was made.
     * Until then a call with the same {@link Charge#idempotencyKey()} gets the same answer.
     *
     * @param arrived run when the request has surely arrived, if that is known before the answer
     * @return the gateway's name for the charge
     * @throws PaymentDeclined if the gateway refuses this charge for good
     * @throws io.orderflow.messaging.PermanentFailure if the gateway will never understand this request
     * @throws io.orderflow.messaging.ProviderUnavailableException if the gateway is away
     * @throws io.orderflow.messaging.RetryLaterException if the gateway wants the charge later
     * @throws ChargeUncertainException if it is not known whether this charge was made
     */
    String charge(Charge charge, Runnable arrived);
}
