package io.orderflow.messaging.consumer;

import io.orderflow.messaging.deadletter.DeadLetterKeeper;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.topology.ConsumerQueues;

/** Files dead letters. There is nothing after them, so none is ever given up: what can't be filed now is tried again. */
final class DeadLetterProcessor implements DeliveryProcessor {

    private final ConsumerQueues queues;
    private final DeadLetterKeeper keeper;

    DeadLetterProcessor(ConsumerQueues queues, DeadLetterKeeper keeper) {
        this.queues = queues;
        this.keeper = keeper;
    }

    @Override
    public Outcome process(Delivery delivery, Permit permit) {
        keeper.file(queues, delivery.message());
        delivery.acknowledge();
        return Outcome.HANDLED;
    }
}
