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
    record Arrived(String messageId, UUID order, Instant at) {}

    @Override
    public void accept(Mail mail) {
        String order = mail.subject().substring(mail.subject().lastIndexOf(' ') + 1);
        all.add(new Arrived(mail.messageId(), UUID.fromString(order), mail.receivedAt()));
    }

    int count() {
        return all.size();
    }

    List<Arrived> all() {
        return List.copyOf(all);
    }
}
