package io.orderflow.payment.gateway;

/** This charge got no usable answer, while the gateway works for others. The gateway may have made the charge or not. */
public class ChargeUncertainException extends RuntimeException {

    ChargeUncertainException(String message) {
        super(message);
    }
}
