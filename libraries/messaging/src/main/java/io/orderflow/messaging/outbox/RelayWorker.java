package io.orderflow.messaging.outbox;

import io.orderflow.messaging.topology.Subscriptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.transaction.support.TransactionTemplate;

/** Relays batches one after the other. Not thread-safe: each thread has its own worker. */
class RelayWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RelayWorker.class);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    private final OutboxRepository repository;
    private final DelayedJobs jobs;
    private final ConfirmingPublisher publisher;
    private final Subscriptions subscriptions;
    private final TransactionTemplate transaction;
    private final OutboxProperties settings;
    private final OutboxMetrics metrics;

    /** Drops to one after a failure and doubles with each success, so that one bad message can't block the others. */
    private int batchSize;

    private boolean failing;
    private long jobsLookedForAt;

    RelayWorker(
            OutboxRepository repository,
            DelayedJobs jobs,
            ConfirmingPublisher publisher,
            Subscriptions subscriptions,
            TransactionTemplate transaction,
            OutboxProperties settings,
            OutboxMetrics metrics) {
        this.repository = repository;
        this.jobs = jobs;
        this.publisher = publisher;
        this.subscriptions = subscriptions;
        this.transaction = transaction;
        this.settings = settings;
        this.metrics = metrics;
        this.batchSize = settings.batchSize();
        this.jobsLookedForAt = System.nanoTime() - settings.pollInterval().toNanos();
    }

    /** @return how many rows the worker tried to publish */
    int relayBatch() throws InterruptedException {
        try {
            // Connect first: while the broker is away, no row is touched.
            publisher.connect();
            Batch batch = transaction.execute(status -> publishDue());
            metrics.relayed(batch.tried() - batch.refused(), batch.refused());
            batchSize = Math.min(settings.batchSize(), batchSize * 2);
            if (failing) {
                failing = false;
                log.info("outbox relay publishes again");
            }
            return batch.tried();
        } catch (RelayInterrupted e) {
            throw new InterruptedException();
        } catch (RuntimeException e) {
            batchSize = 1;
            if (!failing) {
                failing = true;
                log.warn("outbox relay can't publish, messages wait in the database: {}", reason(e));
            }
            log.debug("outbox relay", e);
            Thread.sleep(settings.pollInterval().toMillis());
            return 0;
        }
    }

    private record Batch(int tried, int refused) {}

    private Batch publishDue() {
        repository.beginBatch();
        releaseJobs();
        List<OutboxRow> batch = repository.takeDue(batchSize);
        if (batch.isEmpty()) {
            return new Batch(0, 0);
        }
        try {
            return new Batch(batch.size(), publish(batch));
        } catch (InterruptedException e) {
            throw new RelayInterrupted();
        }
    }

    /**
     * Publishes the messages for which all consumers are bound. If a consumer is not bound any more when the broker has confirmed, it
     * may have missed messages, so they are published again later. The consumers that got them ignore the second copies.
     *
     * @return how many messages must wait
     */
    private int publish(List<OutboxRow> batch) throws InterruptedException {
        Set<String> exchanges =
                batch.stream().map(it -> it.message().exchange()).collect(Collectors.toSet());
        List<OutboxRow> bound = putBackUnbound(batch, subscriptions.stillMissing(exchanges));
        if (bound.isEmpty()) {
            return batch.size();
        }
        List<OutboxRow> refused = publisher.publish(bound);
        refused.forEach(row -> putBack(row, "no queue took it"));
        List<OutboxRow> confirmed =
                bound.stream().filter(it -> !refused.contains(it)).toList();
        List<OutboxRow> delivered = putBackUnbound(confirmed, subscriptions.missing(exchanges));
        return batch.size() - delivered.size();
    }

    /** @return the other rows */
    private List<OutboxRow> putBackUnbound(List<OutboxRow> rows, Subscriptions.Missing missing) {
        List<OutboxRow> bound = new ArrayList<>();
        for (OutboxRow row : rows) {
            OutgoingMessage message = row.message();
            Optional<String> reason = missing.reasonToWait(message.exchange(), message.routingKey());
            reason.ifPresentOrElse(it -> putBack(row, it), () -> bound.add(row));
        }
        return bound;
    }

    private void putBack(OutboxRow row, String reason) {
        Duration pause = backoff(row.failures());
        OutgoingMessage message = row.message();
        log.warn(
                "message {} for exchange '{}', key '{}' was not delivered: {}; tried again in {} s",
                message.messageId(),
                message.exchange(),
                message.routingKey(),
                reason,
                pause.toSeconds());
        repository.putBack(row, pause);
    }

    /** Delayed jobs may be up to a second late, so a busy worker does not query them with each batch. */
    private void releaseJobs() {
        long now = System.nanoTime();
        if (now - jobsLookedForAt >= settings.pollInterval().toNanos() && jobs.release(batchSize) < batchSize) {
            jobsLookedForAt = now;
        }
    }

    private Duration backoff(int failures) {
        Duration pause = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(settings.maxBackoff()) > 0 ? settings.maxBackoff() : pause;
    }

    private static @Nullable String reason(RuntimeException e) {
        return e instanceof AmqpException && e.getCause() != null
                ? e.getMessage() + ": " + e.getCause().getMessage()
                : e.getMessage();
    }

    @Override
    public void close() {
        publisher.close();
    }

    /** Rolls the transaction back. */
    private static final class RelayInterrupted extends RuntimeException {}
}
