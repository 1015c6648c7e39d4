package io.orderflow.bench;

import io.orderflow.backing.Poll;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The orders, payments and mails that exist for a shop's accepted orders.
 *
 * @param orders stored
 * @param payments requested: made or waiting
 * @param mails requested: sent or waiting
 */
record OrderCounts(long orders, long payments, long mails) {

    /** Some messages may still be in transit. */
    private static final Duration COMPLETE_IN = Duration.ofSeconds(15);

    /** Counts until all accepted orders are found, or until the time is over. */
    static OrderCounts of(long accepted, Supplier<OrderCounts> count) {
        Poll.until(COMPLETE_IN, () -> count.get().lost(accepted) == 0);
        return count.get();
    }

    /** How many payments and mails were requested in addition to those of accepted orders. */
    long doubled(long accepted) {
        return Math.max(0, payments - accepted) + Math.max(0, mails - accepted);
    }

    /** How many accepted orders are not stored, or will never be paid or confirmed. */
    long lost(long accepted) {
        return Math.max(0, accepted - Math.min(orders, Math.min(payments, mails)));
    }
}
