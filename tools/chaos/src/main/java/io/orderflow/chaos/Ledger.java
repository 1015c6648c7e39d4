package io.orderflow.chaos;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the databases, the queues and the mail server at the end of a run.
 *
 * @param keys the idempotency key of each order stored
 * @param payments by order
 * @param charges by order, the gateway's ids of its charges
 * @param results by order, how often each result event was recorded
 * @param sent by order, the {@code Message-ID}s of the confirmations that email-service reports as sent
 * @param notices the same for the mails about a failed payment
 * @param arrived the confirmations that the mail server has
 * @param waiting how many messages remain in outboxes and queues that should be empty, by place
 */
record Ledger(
        Map<UUID, String> keys,
        Map<UUID, Payment> payments,
        Map<UUID, List<String>> charges,
        Map<UUID, Map<String, Integer>> results,
        List<DeadLetter> deadLetters,
        Map<UUID, List<String>> sent,
        Map<UUID, List<String>> notices,
        List<MailRecord.Arrived> arrived,
        Map<String, Long> waiting) {

    /** @param charge the gateway's id, null unless completed */
    record Payment(String status, @Nullable String charge) {}

    /**
     * @param order null if it belongs to no order
     * @param type of the message, such as {@code order.placed}
     * @param reason {@code permanent}, {@code exhausted} or another reason of messaging
     */
    record DeadLetter(
            String consumer, String messageId, @Nullable UUID order, String type, String reason) {

        /** Whether the message requested the mail about a failed payment. */
        boolean isNotice() {
            return "email.payment-failed".equals(type);
        }
    }
}
