package io.orderflow.messaging.consumer;

import io.orderflow.messaging.ratelimit.Permit;

/** Takes one delivery to its end, and acknowledges it when that end is committed in the database and not before. */
interface DeliveryProcessor {

    /** What became of a delivery. */
    enum Outcome {
        HANDLED("handled"),
        RETRIED("retried"),
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
     * @throws Permit.PermitExpired if the message needs another permit
     * @throws RuntimeException if nothing is decided, because the database is away as a rule: the message must be tried
     *     again, here and soon
     */
    Outcome process(Delivery delivery, Permit permit);
}
