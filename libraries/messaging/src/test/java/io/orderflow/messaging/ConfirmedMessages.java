package io.orderflow.messaging;

import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes messages through the outbox, so that all of them arrive in their order. A direct publication may lose the last
 * messages when their channel closes, and the broker keeps no order between two channels.
 */
public class ConfirmedMessages {

    private final Outbox outbox;
    private final TransactionTemplate transaction;

    ConfirmedMessages(Outbox outbox, TransactionTemplate transaction) {
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /** @return the ids of the messages */
    public List<UUID> send(String exchange, String key, int count) {
        return transaction.execute(status -> IntStream.range(0, count)
                .mapToObj(i -> {
                    PaymentCompleted message = PaymentCompleted.of(UUID.randomUUID(), "ch_1", Instant.EPOCH);
                    outbox.send(exchange, key, message);
                    return message.id();
                })
                .toList());
    }
}
