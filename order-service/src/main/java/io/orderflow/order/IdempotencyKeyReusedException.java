package io.orderflow.order;

/** A request reused an idempotency key for a different order. */
public class IdempotencyKeyReusedException extends RuntimeException {

    IdempotencyKeyReusedException() {
        super("this Idempotency-Key was used for a different order; take a new key for a new order");
    }
}
