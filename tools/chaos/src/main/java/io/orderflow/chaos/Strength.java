package io.orderflow.chaos;

import java.util.Optional;

/**
 * The size of the system under test.
 *
 * @param replicas of each service
 * @param limit charges and mails a second; empty for the default limits
 */
record Strength(int replicas, Optional<Integer> limit) {

    /** Enough replicas to lose one, and limits above the customers' rate, so that the load reaches the providers. */
    static final Strength OF_LOAD = new Strength(2, Optional.of(100));

    static final Strength OF_EVERY_DAY = new Strength(3, Optional.empty());
}
