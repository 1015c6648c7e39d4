package io.orderflow.messaging.consumer;

import io.orderflow.messaging.ratelimit.Permit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Processes one delivery, and acknowledges it only after the outcome is committed in the database. A processor may take more
 * deliveries into the group, if it can process them in the same transaction.
 */
interface DeliveryProcessor {

    /** The outcome of a delivery. */
    enum Outcome {
        HANDLED("handled"),
        RETRIED("retried"),
        POSTPONED("postponed"),
        BURIED("dead");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The name of the outcome in metrics and traces. */
        String label() {
            return label;
        }
    }

    /**
     * @param group the delivery, to which the processor may add others
     * @return the outcome of each delivery of the group
     * @throws NotNowException if this replica must retry the message without counting an attempt
     * @throws RuntimeException if no outcome is decided, usually because the database is away: this replica must retry the
     *     message soon
     */
    Outcome process(DeliveryGroup group, Permit permit) throws NotNowException;

    /** The processor did nothing, and the message is not at fault. */
    final class NotNowException extends Exception {

        private final Duration pause;
        private final boolean lastInLane;

        /**
         * @param pause how long to wait before the retry
         * @param lastInLane whether the other waiting messages of the lane come first
         */
        NotNowException(@Nullable String reason, Duration pause, boolean lastInLane) {
            super(reason, null, false, false);
            this.pause = pause;
            this.lastInLane = lastInLane;
        }

        Duration pause() {
            return pause;
        }

        boolean isLastInLane() {
            return lastInLane;
        }
    }
}
