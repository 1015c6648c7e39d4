package io.orderflow.messaging.consumer;

import io.orderflow.messages.Message;
import io.orderflow.messaging.EffectHandler;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** @return the provider that all effects of this consumer use; null if its handlers have no effects */
    @Nullable
    Provider provider() {
        Set<Provider> providers = byType.values().stream()
                .filter(EffectHandler.class::isInstance)
                .map(it -> ((EffectHandler<?, ?>) it).provider())
                .collect(Collectors.toSet());
        if (providers.size() > 1) {
            throw new IllegalStateException("handlers of one consumer must share one provider, these have several: "
                    + byType.values().stream()
                            .map(it -> it.getClass().getName())
                            .sorted()
                            .toList());
        }
        return providers.stream().findAny().orElse(null);
    }

    /** @return null if the consumer has no handler for this type */
    @SuppressWarnings("unchecked")
    <M extends Message> @Nullable MessageHandler<M> of(M message) {
        return (MessageHandler<M>) byType.get(message.getClass());
    }
}
