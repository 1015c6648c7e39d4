package io.orderflow.chaos;

import io.orderflow.backing.Mail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The confirmations that the mail server has accepted, reduced to the data for the auditor. */
final class MailRecord implements Consumer<Mail> {

    private final Queue<Arrived> all = new ConcurrentLinkedQueue<>();

    /**
     * @param order the order that it confirms
     * @param at when the sender began to transfer it
     */
    record Arrived(String messageId, UUID order, Instant at) {

        private static final Pattern CONFIRMATION = Pattern.compile("We have your order ([0-9a-f-]{36})");

        /** @return empty for any other mail, such as one about a failed payment */
        static Optional<Arrived> confirmation(String messageId, String subject, Instant at) {
            Matcher confirmation = CONFIRMATION.matcher(subject);
            return confirmation.matches()
                    ? Optional.of(new Arrived(messageId, UUID.fromString(confirmation.group(1)), at))
                    : Optional.empty();
        }
    }

    @Override
    public void accept(Mail mail) {
        Arrived.confirmation(mail.messageId(), mail.subject(), mail.receivedAt())
                .ifPresent(all::add);
    }

    int count() {
        return all.size();
    }

    List<Arrived> all() {
        return List.copyOf(all);
    }
}
