package io.orderflow.messaging.consumer;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageHandler;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The handlers of one consumer, by the type of message. */
final class Handlers {

    private final Map<Class<?>, MessageHandler<?>> byType;

    Handlers(String consumer, List<MessageHandler<?>> handlers) {
        byType = handlers.stream().collect(Collectors.toMap(MessageHandler::type, Function.identity()));
        if (byType.isEmpty()) {
            throw new IllegalStateException(
                    "orderflow.consumers.%s has no handler: no bean of type MessageHandler has consumer() \"%s\""
                            .formatted(consumer, consumer));
        }
    }

    /** @return null if there is none */
    @SuppressWarnings("unchecked")
    <M extends Message> MessageHandler<M> of(M message) {
        return (MessageHandler<M>) byType.get(message.getClass());
    }
}
