package io.orderflow.messaging.consumer;

import io.orderflow.messaging.OversizedBody;
import io.orderflow.messaging.deadletter.FailureHeaders;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.amqp.core.Message;

/** Bounds the memory of a message that waits in a replica. A replica prefetches hundreds of messages, whatever their size. */
final class ReceivedMessage {

    /** The header in which the broker records the path of a message, latest entry first. Nothing reads the older entries. */
    private static final String DEATHS = "x-death";

    /** An entry of the broker has a few hundred characters. */
    private static final int LONGEST_DEATH = 4000;

    private ReceivedMessage() {}

    /** The message without the part of its body above the limit, and without headers that nothing reads. */
    static Message bounded(Message received) {
        Map<String, Object> headers = received.getMessageProperties().getHeaders();
        Object deaths = headers.get(DEATHS);
        FailureHeaders.bound(headers);
        if (deaths instanceof List<?> all
                && !all.isEmpty()
                && all.get(0) instanceof Map<?, ?> latest
                && characters(latest) <= LONGEST_DEATH) {
            headers.put(DEATHS, List.of(latest));
        }
        return OversizedBody.cut(received);
    }

    private static long characters(Map<?, ?> death) {
        return death.values().stream()
                .flatMap(it -> it instanceof List<?> all ? all.stream() : Stream.of(it))
                .mapToLong(ReceivedMessage::characters)
                .sum();
    }

    private static int characters(Object value) {
        boolean fromBroker = value instanceof String || value instanceof Number || value instanceof Date;
        return fromBroker ? value.toString().length() : LONGEST_DEATH + 1;
    }
}
