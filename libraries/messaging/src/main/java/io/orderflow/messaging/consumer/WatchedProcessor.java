package io.orderflow.messaging.consumer;

import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.watchdog.Watchdog;
import java.time.Duration;

/** Processes deliveries under the eyes of the {@link Watchdog}. */
final class WatchedProcessor implements DeliveryProcessor {

    private final String consumer;
    private final Duration longest;
    private final Watchdog watchdog;
    private final DeliveryProcessor processor;

    /** @param longest the longest time that one delivery may take */
    WatchedProcessor(String consumer, Duration longest, Watchdog watchdog, DeliveryProcessor processor) {
        this.consumer = consumer;
        this.longest = longest;
        this.watchdog = watchdog;
        this.processor = processor;
    }

    @Override
    public Outcome process(DeliveryGroup group, Permit permit) throws NotNowException {
        Watchdog.Work work = watchdog.begin(consumer, longest);
        try {
            return processor.process(group, permit);
        } finally {
            work.end();
        }
    }
}
