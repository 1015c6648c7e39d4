package io.orderflow.payment.gateway;

/** The gateway gave no answer, or none that settles the matter. */
public class GatewayUnavailable extends RuntimeException {

    GatewayUnavailable(String message) {
        super(message);
    }

    GatewayUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
