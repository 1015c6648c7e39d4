package io.orderflow.bench;

import io.orderflow.infrastructure.Waiting;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What is left of the orders that a shop has accepted.
 *
 * @param orders stored
 * @param payments asked for: made, or waiting to be
 * @param mails asked for: sent, or waiting to be
 */
record Books(long orders, long payments, long mails) {

    /** Messages may be on their way yet. */
    private static final Duration COMPLETE_IN = Duration.ofSeconds(15);

    /** Counts until so many accepted orders are found again, or it is clear that some are not. */
    static Books of(long accepted, Supplier<Books> count) {
        Waiting.until(COMPLETE_IN, () -> count.get().lost(accepted) == 0);
        return count.get();
    }

    /** How many payments and mails were asked for that no accepted order wants. */
    long doubled(long accepted) {
        return Math.max(0, payments - accepted) + Math.max(0, mails - accepted);
    }

    /** How many of so many accepted orders are not stored, or will never be paid or confirmed. */
    long lost(long accepted) {
        return Math.max(0, accepted - Math.min(orders, Math.min(payments, mails)));
    }
}
