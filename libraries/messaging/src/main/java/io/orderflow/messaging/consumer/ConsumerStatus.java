package io.orderflow.messaging.consumer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one consumer in one replica.
 *
 * @param followed the {@link ControlRepository.DesiredState#switched} of the last desired state that the replica had applied
 * @param inFlight messages that the replica holds: in work, or waiting for a permit
 * @param oldestAt when the oldest of these messages was published; null if the replica holds none
 * @param next the messages that wait for a permit, in the order of their service
 */
record ConsumerStatus(
        String consumer,
        int followed,
        boolean running,
        int inFlight,
        Rates rates,
        @Nullable Instant oldestAt,
        List<WaitingMessage> next) {

    static final int MOST_NEXT = 50;

    /** Whether the replica had applied that desired state. If not, its current state is unknown. */
    boolean follows(ControlRepository.DesiredState desired) {
        return followed >= desired.switched();
    }

    /** Messages a second. */
    record Rates(double handled, double retried, double buried) {}
}
