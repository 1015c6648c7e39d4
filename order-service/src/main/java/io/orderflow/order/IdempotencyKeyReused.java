package io.orderflow.order;

/** An idempotency key came with another request than the first time. */
public class IdempotencyKeyReused extends RuntimeException {

    IdempotencyKeyReused() {
        super("this Idempotency-Key was used for a different order; take a new key for a new order");
    }
}
