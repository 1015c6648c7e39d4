package io.orderflow.infrastructure;

import java.time.Instant;

/**
 * A request or a mail as its receiver saw it arrive, by the receiver's own clocks and before the sender heard of it.
 *
 * @param nanos {@link System#nanoTime} of the receiver's process: only differences mean something
 * @param at the receiver's wall clock
 */
public record Arrival(long nanos, Instant at) {

    static Arrival now() {
        return new Arrival(System.nanoTime(), Instant.now());
    }
}
