package io.orderflow.chaos;

import java.util.Optional;

/**
 * How much of a system is broken.
 *
 * @param replicas of each service
 * @param limit charges and mails a second; none for the limits of every day
 */
record Strength(int replicas, Optional<Integer> limit) {

    /** Enough replicas to lose one, and more charges and mails than customers order, so that load is real. */
    static final Strength OF_LOAD = new Strength(2, Optional.of(100));

    static final Strength OF_EVERY_DAY = new Strength(3, Optional.empty());
}
