package io.orderflow.messaging.consumer;

import io.orderflow.messaging.ratelimit.Permit;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Takes one delivery to its end, and acknowledges it when that end is committed in the database and not before. */
interface DeliveryProcessor {

    /** What became of a delivery. */
    enum Outcome {
        HANDLED("handled"),
        RETRIED("retried"),
        POSTPONED("postponed"),
        BURIED("dead");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** Its name in metrics and traces. */
        String label() {
            return label;
        }
    }

    /**
     * @param running whether the consumer still runs; a processor that waits for something gives up when it does not
     * @throws NotNowException if the message must be tried again here, and no attempt may be counted
     * @throws RuntimeException if nothing is decided, because the database is away as a rule: the message must be tried
     *     again, here and soon
     */
    Outcome process(Delivery delivery, Permit permit, BooleanSupplier running) throws NotNowException;

    /** Nothing was done, and nothing is the message's fault. */
    final class NotNowException extends Exception {

        private final Duration pause;
        private final boolean lastInLane;

        /**
         * @param pause how long to leave the message alone
         * @param lastInLane whether the other messages of its lane come first then
         */
        NotNowException(String reason, Duration pause, boolean lastInLane) {
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
