package io.orderflow.chaos;

import io.orderflow.infrastructure.Mail;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** What the mail server has accepted, of each mail no more than the auditor needs. */
final class MailRecord implements Consumer<Mail> {

    private final Queue<Arrived> all = new ConcurrentLinkedQueue<>();

    /**
     * @param order the order that it confirms
     * @param at when its sender began to hand it over
     */
    record Arrived(String messageId, UUID order, Instant at) {

        /** @param subject ends with the order */
        static Arrived of(String messageId, String subject, Instant at) {
            return new Arrived(messageId, UUID.fromString(subject.substring(subject.lastIndexOf(' ') + 1)), at);
        }
    }

    @Override
    public void accept(Mail mail) {
        all.add(Arrived.of(mail.messageId(), mail.subject(), mail.receivedAt()));
    }

    int count() {
        return all.size();
    }

    List<Arrived> all() {
        return List.copyOf(all);
    }
}
