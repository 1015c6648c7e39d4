package io.orderflow.chaos;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the databases, the queues and the mail server say when all is over.
 *
 * @param keys the idempotency key of each order stored
 * @param payments by order
 * @param charges by order, the gateway's ids of what it has charged
 * @param results by order, how often it was told of each result event
 * @param sent by order, the {@code Message-ID}s of the confirmations that email-service says it has sent
 * @param notices the same for the mails that tell of a failed payment
 * @param arrived the confirmations that the mail server has
 * @param waiting how many messages are left where, in outboxes and queues that should be empty
 */
record Books(
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
    record Payment(String status, String charge) {}

    /**
     * @param order null if it is nobody's
     * @param type of the message, such as {@code order.placed}
     * @param reason {@code permanent}, {@code exhausted} or another of messaging's words
     */
    record DeadLetter(String consumer, String messageId, UUID order, String type, String reason) {

        /** Whether it asked for the mail that tells of a failed payment. */
        boolean isNotice() {
            return "email.payment-failed".equals(type);
        }
    }
}
