package io.orderflow.messaging.consumer;

import io.orderflow.messaging.audit.AuditLog;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets operators pause a consumer and change its limit. A change takes effect in all replicas within a second, and survives
 * restarts.
 */
public class ConsumerControl {

    private final MessagingProperties settings;
    private final ControlRepository repository;
    private final AuditLog log;

    ConsumerControl(MessagingProperties settings, ControlRepository repository, AuditLog log) {
        this.settings = settings;
        this.repository = repository;
        this.log = log;
    }

    /**
     * Pauses a consumer. Its workers finish the messages that they have begun, and the broker requeues the others.
     *
     * @throws NoSuchConsumer if this service has no consumer of that name
     */
    @Transactional
    public void pause(String consumer, String operator) {
        setPaused(consumer, true);
        log.record(operator, "pause", consumer, Map.of());
    }

    /** @throws NoSuchConsumer if this service has no consumer of that name */
    @Transactional
    public void resume(String consumer, String operator) {
        setPaused(consumer, false);
        log.record(operator, "resume", consumer, Map.of());
    }

    private void setPaused(String consumer, boolean paused) {
        settings(consumer);
        repository.pause(consumer, paused);
    }

    /**
     * Changes how many effects may arrive in any second. A second in which both limits applied sees no more effects than the
     * larger limit allows.
     *
     * @param perSecond 1 to 10,000; null for the configured limit
     * @throws NoSuchConsumer if this service has no consumer of that name
     * @throws NoLimit if the consumer is configured without a limit
     */
    @Transactional
    public void limit(String consumer, @Nullable Integer perSecond, String operator) {
        if (settings(consumer).limitPerSecond() == null) {
            throw new NoLimit(consumer);
        }
        repository.limit(consumer, perSecond);
        log.record(operator, "limit", consumer, Map.of("perSecond", perSecond == null ? "as configured" : perSecond));
    }

    private ConsumerProperties settings(String consumer) {
        ConsumerProperties found = settings.consumers().get(consumer);
        if (found == null) {
            throw new NoSuchConsumer(consumer, settings.consumers().keySet());
        }
        return found;
    }

    /** This service has no consumer of that name. */
    public static final class NoSuchConsumer extends RuntimeException {

        NoSuchConsumer(String consumer, Iterable<String> known) {
            super("there is no consumer '%s'; this service has: %s".formatted(consumer, String.join(", ", known)));
        }
    }

    /** The consumer is configured without a limit. It acquires no permits, so it can't get a limit while it runs. */
    public static final class NoLimit extends RuntimeException {

        NoLimit(String consumer) {
            super("the consumer '%s' works without a limit; orderflow.consumers.%s.limit-per-second gives it one"
                    .formatted(consumer, consumer));
        }
    }
}
