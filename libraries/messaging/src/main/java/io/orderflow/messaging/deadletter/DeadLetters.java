package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.metrics.CachedValue;
import io.orderflow.messaging.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The dead letters of this service. Operators can list, show, redrive and drop them; list and show change nothing.
 *
 * <p>Redriving moves a dead letter into the outbox and dropping deletes it, each in one transaction with its entry in the audit
 * log. So each dead letter is redriven or dropped once, even if operators act at the same time or a process dies.
 */
public class DeadLetters {

    private static final int BATCH = 1000;

    /** Changes slowly, and the query reads all dead letters. */
    private static final Duration EXPIRING_VALID = Duration.ofSeconds(15);

    private final DeadLetterRepository repository;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final DeadLetterMetrics metrics;
    private final DeadLetterProperties settings;
    private final CachedValue<Map<String, Long>> expiring;

    DeadLetters(
            DeadLetterRepository repository,
            Outbox outbox,
            TransactionTemplate transaction,
            DeadLetterMetrics metrics,
            DeadLetterProperties settings) {
        this.repository = repository;
        this.outbox = outbox;
        this.transaction = transaction;
        this.metrics = metrics;
        this.settings = settings;
        this.expiring = new CachedValue<>(
                EXPIRING_VALID,
                () -> repository.expiring(settings.keep().minus(settings.warnBefore()), settings.warnAbove()));
    }

    /**
     * Lists dead letters, newest first.
     *
     * @param after the last dead letter of the previous page; null for the first page
     */
    public List<DeadLetter> find(DeadLetterFilter filter, @Nullable Position after, int limit) {
        return repository.find(filter, after, limit);
    }

    /** The end of a page. The dead letter itself may be gone when the next page is read. */
    public record Position(Instant diedAt, UUID id) {

        public static Position of(DeadLetter letter) {
            return new Position(letter.diedAt(), letter.id());
        }
    }

    /** The number of dead letters by consumer. A consumer without dead letters is missing. */
    public Map<String, Long> counts() {
        return repository.counts();
    }

    /**
     * The number of dead letters that will be forgotten soon, by consumer: because of their age, or because there are almost more of
     * their reason than are kept. At most 15 s old. A consumer without any is missing.
     *
     * @return null if the number is unknown now
     */
    public @Nullable Map<String, Long> expiring() {
        return expiring.get();
    }

    /**
     * Deletes dead letters that are older than they are kept, and the oldest beyond the number that is kept. The audit log gets an
     * entry with the number for each consumer and reason, in the same transaction.
     *
     * @return how many were deleted
     */
    int forget(int atMost) {
        int old = transaction.execute(status -> repository.forgetOld(settings.keep(), atMost));
        return old == atMost
                ? old
                : old + transaction.execute(status -> repository.forgetBeyond(settings.most(), atMost - old));
    }

    /** The reasons of the dead letters that were stored within the given time, by consumer. */
    public Map<String, Set<String>> reasonsOfNew(Duration late) {
        return repository.reasonsOfNew(late);
    }

    public Optional<DeadLetterDetails> show(UUID id) {
        return repository.show(id);
    }

    /**
     * Redrives the message: returns it to its lane with zero attempts, where it waits for a permit like any other message.
     *
     * @return false if the dead letter is gone because it was redriven or dropped
     * @throws OversizedDeadLetterException if the body is larger than the broker accepts
     */
    public boolean redrive(UUID id, String operator) {
        int sent = transaction.execute(status -> repository.redrive(id, operator));
        if (sent == 0 && repository.isOversized(id)) {
            throw new OversizedDeadLetterException(id);
        }
        outbox.wakeUp();
        metrics.redriven(sent);
        return sent == 1;
    }

    /**
     * Redrives all matching dead letters that exist now, in batches. If the process dies, the remaining dead letters stay. Dead
     * letters stay, too, whose body is larger than the broker accepts: that also bounds the size of a batch.
     *
     * @return how many were redriven
     */
    public int redrive(DeadLetterFilter filter, String operator) {
        // Without this bound, a message that fails again at once would be redriven again and again.
        Instant now = repository.now();
        int all = 0;
        int sent;
        do {
            sent = transaction.execute(status -> repository.redrive(filter, now, BATCH, operator));
            outbox.wakeUp();
            metrics.redriven(sent);
            all += sent;
        } while (sent == BATCH);
        return all;
    }

    /**
     * Deletes the dead letter. The audit log keeps the operator and the reason.
     *
     * @return false if the dead letter is gone
     */
    public boolean drop(UUID id, String operator, String reason) {
        return transaction.execute(status -> repository.drop(id, operator, reason)) == 1;
    }
}
