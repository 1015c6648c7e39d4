package io.orderflow.messaging.consumer;

import java.time.Instant;
import java.util.List;

/**
 * What one replica says of one consumer.
 *
 * @param followed the last of the operators' wishes that it had followed when it looked, by {@link ControlTable.Wish#switched}
 * @param inFlight messages that it holds: those in work, and those at hand for the next permits
 * @param oldestAt when the oldest of these was published; null if it holds none
 * @param next those at hand, in the order of their service
 */
record ConsumerStatus(
        String consumer,
        int followed,
        boolean running,
        int inFlight,
        Rates rates,
        Instant oldestAt,
        List<WaitingMessage> next) {

    static final int MOST_NEXT = 50;

    /** If not, this was said before that wish, and what it does by now is not known. */
    boolean follows(ControlTable.Wish wish) {
        return followed >= wish.switched();
    }

    /** Messages a second. */
    record Rates(double handled, double retried, double buried) {}
}
