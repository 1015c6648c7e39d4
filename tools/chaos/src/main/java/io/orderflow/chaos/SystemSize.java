package io.orderflow.chaos;

import java.util.Optional;

/**
 * The size of the system under test.
 *
 * @param replicas of each service
 * @param limit charges and mails a second; empty for the default limits
 */
record SystemSize(int replicas, Optional<Integer> limit) {

    /** Enough replicas to lose one, and limits above the customers' rate, so that the load reaches the providers. */
    static final SystemSize OF_LOAD = new SystemSize(2, Optional.of(100));

    static final SystemSize OF_EVERY_DAY = new SystemSize(3, Optional.empty());
}
