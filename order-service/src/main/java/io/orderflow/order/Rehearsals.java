package io.orderflow.order;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Orders that the service places for itself while it starts. They take the way of all orders, and nothing of them is kept. They are
 * known by an idempotency key that no client can guess.
 */
@Component
class Rehearsals {

    private final String secret = UUID.randomUUID().toString();
    private volatile boolean over;

    String newKey() {
        return secret + UUID.randomUUID();
    }

    boolean include(@Nullable String idempotencyKey) {
        return idempotencyKey != null && idempotencyKey.startsWith(secret);
    }

    /** No more will come. Those that are under way are rehearsals all the same. */
    boolean areOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
