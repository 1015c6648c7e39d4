package io.orderflow.messaging.deadletter;

import io.orderflow.messaging.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The dead letters of this service, to look at, send again and drop. Looking changes nothing. Sending again or dropping
 * takes one out of the table in the transaction that puts it into the outbox, or nowhere, and notes who did it: so it is
 * done once, whoever else does the same at the same time and whatever dies.
 */
public class DeadLetters {

    private static final int BATCH = 1000;

    private final DeadLetterTable table;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final DeadLetterMetrics metrics;

    DeadLetters(DeadLetterTable table, Outbox outbox, TransactionTemplate transaction, DeadLetterMetrics metrics) {
        this.table = table;
        this.outbox = outbox;
        this.transaction = transaction;
        this.metrics = metrics;
    }

    /**
     * Newest first.
     *
     * @param after the last of the page before; null for the first page
     */
    public List<DeadLetter> find(DeadLetterFilter filter, Position after, int limit) {
        return table.find(filter, after, limit);
    }

    /** Where a page ended; the dead letter itself may be gone by the time of the next. */
    public record Position(Instant diedAt, UUID id) {

        public static Position of(DeadLetter letter) {
            return new Position(letter.diedAt(), letter.id());
        }
    }

    /** How many there are, by consumer. A consumer without any is missing. */
    public Map<String, Long> counts() {
        return table.counts();
    }

    /** The consumers of which dead letters have come of late that are still there. */
    public Set<String> consumersWithNew(Duration late) {
        return table.consumersWithNew(late);
    }

    public Optional<DeadLetterDetails> show(UUID id) {
        return table.show(id);
    }

    /**
     * Sends it back into its lane with its attempts at zero; there it waits for a permit like any other.
     *
     * @return false if it is gone: sent again or dropped before, or by somebody else at this moment
     */
    public boolean redrive(UUID id, String operator) {
        int sent = transaction.execute(status -> table.redrive(id, operator));
        outbox.nudge();
        metrics.redriven(sent);
        return sent == 1;
    }

    /**
     * Sends all that match, as many as there are now. Batch by batch: if it is interrupted, the rest stays where it is.
     *
     * @return how many
     */
    public int redrive(DeadLetterFilter filter, String operator) {
        // What fails again at once would otherwise be sent again at once, for ever.
        Instant now = table.now();
        int all = 0;
        int sent;
        do {
            sent = transaction.execute(status -> table.redrive(filter, now, BATCH, operator));
            outbox.nudge();
            metrics.redriven(sent);
            all += sent;
        } while (sent == BATCH);
        return all;
    }

    /**
     * Forgets it. What remains is the note of who did it and why.
     *
     * @return false if it is gone
     */
    public boolean drop(UUID id, String operator, String reason) {
        return transaction.execute(status -> table.drop(id, operator, reason)) == 1;
    }
}
