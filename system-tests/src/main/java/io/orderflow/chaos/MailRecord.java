package io.orderflow.chaos;

import io.orderflow.infrastructure.Mail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Which confirmations the mail server has accepted, of each no more than the auditor needs. */
final class MailRecord implements Consumer<Mail> {

    /** Of messages of this type, which the {@code Message-ID} begins with. Other mails confirm no order. */
    private static final String CONFIRMATION = "<order.placed.";

    private final Queue<Arrived> all = new ConcurrentLinkedQueue<>();

    /**
     * @param order the order that it confirms
     * @param at when its sender began to hand it over
     */
    record Arrived(String messageId, UUID order, Instant at) {

        /**
         * @param subject of a confirmation ends with the order
         * @return empty if the mail is no confirmation
         */
        static Optional<Arrived> of(String messageId, String subject, Instant at) {
            if (!messageId.startsWith(CONFIRMATION)) {
                return Optional.empty();
            }
            UUID order = UUID.fromString(subject.substring(subject.lastIndexOf(' ') + 1));
            return Optional.of(new Arrived(messageId, order, at));
        }
    }

    @Override
    public void accept(Mail mail) {
        Arrived.of(mail.messageId(), mail.subject(), mail.receivedAt()).ifPresent(all::add);
    }

    int count() {
        return all.size();
    }

    List<Arrived> all() {
        return List.copyOf(all);
    }
}
