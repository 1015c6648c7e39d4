package io.orderflow.messaging.consumer;

import io.orderflow.messaging.consumer.ControlRepository.DesiredState;
import io.orderflow.messaging.provider.ProviderBreaker;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A consumer that applies the desired state that operators set. */
final class ConsumerLifecycle {

    private final QueueConsumer consumer;
    private final CurrentLimit limit;
    private final @Nullable ProviderBreaker breaker;
    private volatile int followed;

    /** @param breaker null for a consumer without a provider */
    ConsumerLifecycle(QueueConsumer consumer, CurrentLimit limit, @Nullable ProviderBreaker breaker) {
        this.consumer = consumer;
        this.limit = limit;
        this.breaker = breaker;
    }

    String name() {
        return consumer.name();
    }

    /** Applies the desired state. While its provider is away, a consumer holds no messages: they stay in their queues. */
    void follow(DesiredState desired) {
        limit.set(desired.limitPerSecond());
        if (desired.paused() || breaker != null && !breaker.mayHoldMessages()) {
            consumer.stop();
        } else {
            consumer.start();
        }
        followed = desired.switched();
    }

    void stop() {
        consumer.stop();
    }

    ConsumerStatus status() {
        return consumer.status(followed);
    }

    /** The current limit. A consumer that is configured without a limit never has one. */
    static final class CurrentLimit implements IntSupplier {

        private final @Nullable Integer configured;
        private volatile @Nullable Integer current;

        CurrentLimit(@Nullable Integer configured) {
            this.configured = configured;
            this.current = configured;
        }

        boolean isSet() {
            return configured != null;
        }

        /** @param wanted null for the configured limit */
        void set(@Nullable Integer wanted) {
            current = wanted == null ? configured : wanted;
        }

        @Override
        public int getAsInt() {
            return Objects.requireNonNull(current);
        }
    }
}
