package io.orderflow.messaging.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Deletes what the service need not keep any longer, every ten minutes, in batches. Each replica does so; what one has deleted, the
 * others do not find.
 */
class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** A statement may take 15 s, and a row may have 32 KiB. */
    static final int AT_ONCE = 5_000;

    private final List<Retained> all;
    private final MeterRegistry meters;

    Retention(List<Retained> all, MeterRegistry meters) {
        this.all = all;
        this.meters = meters;
        all.forEach(this::forgotten);
    }

    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forget() {
        all.forEach(this::forget);
    }

    private void forget(Retained retained) {
        try {
            long count = 0;
            int some;
            do {
                some = retained.forget(AT_ONCE);
                forgotten(retained).increment(some);
                count += some;
            } while (some == AT_ONCE);
            if (count > 0) {
                log.info("forgot {} {}", count, retained.table());
            }
        } catch (RuntimeException e) {
            // The next run continues. The others need not wait for it.
            log.warn("{} can't be forgotten now: {}", retained.table(), e.toString());
        }
    }

    /** Registered at zero, so that Prometheus sees the first increase. */
    private Counter forgotten(Retained retained) {
        return Counter.builder("orderflow.retention.forgotten")
                .description("Rows that were deleted because they need not be kept any longer")
                .tag("table", retained.table())
                .register(meters);
    }
}
