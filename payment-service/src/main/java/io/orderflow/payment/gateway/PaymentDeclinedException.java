package io.orderflow.payment.gateway;

/** The gateway declines the charge, and will decline it again. The message may be shown to the customer. */
public class PaymentDeclinedException extends RuntimeException {

    PaymentDeclinedException(String reason) {
        super(reason);
    }
}
