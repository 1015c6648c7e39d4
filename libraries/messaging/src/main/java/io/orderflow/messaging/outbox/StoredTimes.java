package io.orderflow.messaging.outbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/** Limits how long messages wait that were stored before the database's clock was set back. */
class StoredTimes {

    private static final Logger log = LoggerFactory.getLogger(StoredTimes.class);
    private static final int AT_A_TIME = 10_000;

    private final OutboxRepository outbox;
    private final DelayedJobs jobs;
    private final TransactionTemplate transaction;
    private final Duration longestPause;

    StoredTimes(OutboxRepository outbox, DelayedJobs jobs, TransactionTemplate transaction, Duration longestPause) {
        this.outbox = outbox;
        this.jobs = jobs;
        this.transaction = transaction;
        this.longestPause = longestPause;
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void bound() {
        try {
            repeat("messages", limit -> outbox.boundTimes(longestPause, limit));
            repeat("delayed jobs", jobs::boundTimes);
        } catch (RuntimeException e) {
            log.debug("stored times can't be checked now", e);
        }
    }

    /** Reads by index alone, as the relay does, however many rows wait. */
    private void repeat(String what, IntUnaryOperator bound) {
        int changed;
        do {
            changed = transaction.execute(status -> {
                outbox.beginBatch();
                return bound.applyAsInt(AT_A_TIME);
            });
            if (changed > 0) {
                log.warn("the clock of the database was set back: {} {} got a new time", changed, what);
            }
        } while (changed == AT_A_TIME);
    }
}
