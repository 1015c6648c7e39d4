package io.orderflow.backing;

import java.time.Instant;

/**
 * The arrival of a request or a mail, measured by the receiver before it answers the sender.
 *
 * @param nanos {@link System#nanoTime} of the receiver's process; only differences are meaningful
 * @param at the receiver's wall clock
 */
public record Arrival(long nanos, Instant at) {

    static Arrival now() {
        return new Arrival(System.nanoTime(), Instant.now());
    }
}
