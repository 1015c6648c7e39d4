package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.OversizedBody;
import java.util.UUID;

/** The dead letter can't be redriven, because its body is larger than the broker accepts. An operator can only drop it. */
public final class OversizedDeadLetterException extends RuntimeException {

    OversizedDeadLetterException(UUID id) {
        super("Dead letter %s can't be redriven, because its body is larger than %s bytes. It can be dropped."
                .formatted(id, OversizedBody.LIMIT));
    }
}
