package io.orderflow.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One SMTP transaction, from {@code MAIL FROM} to the end of {@code DATA}. */
final class MailReceiver implements MessageHandler {

    private final Clock clock;
    private final MailServer.Rejection rejection;
    private final Consumer<Arrival> arrived;
    private final Consumer<Mail> accepted;
    private final List<String> recipients = new ArrayList<>();
    private String sender;
    private Instant began;

    /** @param arrived is called at the end of {@code DATA}, before the sender gets the answer */
    MailReceiver(Clock clock, MailServer.Rejection rejection, Consumer<Arrival> arrived, Consumer<Mail> accepted) {
        this.clock = clock;
        this.rejection = rejection;
        this.arrived = arrived;
        this.accepted = accepted;
    }

    @Override
    public void from(String from) {
        began = clock.instant();
        sender = from;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
        if (rejection.recipient().test(recipient)) {
            throw new RejectException(rejection.code(), rejection.text());
        }
        recipients.add(recipient);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
        byte[] content = data.readAllBytes();
        arrived.accept(Arrival.now());
        String id = UUID.randomUUID().toString();
        try {
            accepted.accept(MailParser.parse(id, sender, recipients, content, began));
        } catch (IllegalArgumentException e) {
            throw new RejectException(554, e.getMessage());
        }
        return "Accepted as " + id;
    }

    @Override
    public void done() {
        // No resources to release.
    }
}
