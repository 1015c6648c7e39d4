package io.orderflow.payment.gateway;

import io.orderflow.messaging.Provider;
import java.util.Optional;

/** The payment provider that moves the money. */
public interface PaymentGateway extends Provider {

    /**
     * Charges a {@link Charge#reference()} once, even with several keys or payment methods, and even if an earlier answer was lost.
     * After the charge was made, every further call returns its id. Until then, a call with the same {@link Charge#idempotencyKey()}
     * gets the same answer.
     *
     * @param arrived called when the request has certainly reached the gateway, if that is known before the answer
     * @return the gateway's id of the charge
     * @throws PaymentDeclinedException if the gateway declines this charge for good
     * @throws io.orderflow.messaging.NonRetryableException if the gateway will never accept this request
     * @throws io.orderflow.messaging.ProviderUnavailableException if the gateway is unavailable
     * @throws io.orderflow.messaging.RetryLaterException if the gateway throttles the charge
     * @throws ChargeUncertainException if it is unknown whether the gateway made the charge
     */
    String charge(Charge charge, Runnable arrived);

    /**
     * Asks for the charge of a reference after the answer to {@link #charge} was lost. Charges nothing.
     *
     * @return the gateway's id of the charge; empty if the gateway has made none
     * @throws io.orderflow.messaging.ProviderUnavailableException if the gateway does not tell
     */
    Optional<String> find(String reference);
}
