package io.orderflow.payment.gateway;

/** The gateway refuses the charge, and will refuse it again. The text is fit for the customer. */
public class PaymentDeclined extends RuntimeException {

    PaymentDeclined(String reason) {
        super(reason);
    }
}
