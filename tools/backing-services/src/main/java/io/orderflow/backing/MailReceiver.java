package io.orderflow.backing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One SMTP transaction, from {@code MAIL FROM} to the end of {@code DATA}. */
final class MailReceiver implements MessageHandler {

    /** The memory of incoming mails is counted in chunks of so many bytes. */
    private static final int CHUNK = 8 * 1024;

    /** Reads the rest of a mail that is too large, up to so many times the limit. A client reads no answer before it has sent all. */
    private static final int READ_AT_MOST = 40;

    private final Clock clock;
    private final MailLimits limits;
    private final AtomicLong incoming;
    private final MailServer.Rejection rejection;
    private final Consumer<Arrival> arrived;
    private final Consumer<Mail> accepted;
    private final List<String> recipients = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // from() sets it, which SMTP demands first.
    private String sender;

    @SuppressWarnings("NullAway.Init") // from() sets it, which SMTP demands first.
    private Instant began;

    /**
     * @param incoming the bytes that all transactions of the server hold at the moment
     * @param arrived is called at the end of {@code DATA}, before the sender gets the answer
     */
    MailReceiver(
            Clock clock,
            MailLimits limits,
            AtomicLong incoming,
            MailServer.Rejection rejection,
            Consumer<Arrival> arrived,
            Consumer<Mail> accepted) {
        this.clock = clock;
        this.limits = limits;
        this.incoming = incoming;
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
        Content content = new Content();
        try {
            content.readFrom(data);
            arrived.accept(Arrival.now());
            content.demandComplete();
            String id = UUID.randomUUID().toString();
            accepted.accept(MailParser.parse(id, sender, recipients, content.bytes.toByteArray(), began));
            return "Accepted as " + id;
        } catch (IllegalArgumentException e) {
            throw new RejectException(554, e.getMessage());
        } finally {
            content.release();
        }
    }

    @Override
    public void done() {
        // No resources to release.
    }

    /** The content of the mail, as far as the limits permit. */
    private final class Content {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long size;
        private long held;
        private boolean isCrowded;

        /** Reads all, so that the rest of a refused mail is not taken for commands. */
        void readFrom(InputStream data) throws RejectException, IOException {
            long end = System.nanoTime() + limits.takes().toNanos();
            // Byte by byte: a read of more would wait for all of them, and a slow client could extend it without end.
            for (int next = data.read(); next >= 0; next = data.read()) {
                size++;
                if (System.nanoTime() - end > 0) {
                    throw new DropConnectionException(421, "4.4.2 The mail took too long");
                }
                if (size > (long) limits.mail() * READ_AT_MOST) {
                    throw new DropConnectionException(552, "5.3.4 The mail is too large");
                }
                keep(next);
            }
        }

        private void keep(int next) {
            if (isCrowded || size > limits.mail()) {
                return;
            }
            if (size > held) {
                held += CHUNK;
                isCrowded = incoming.addAndGet(CHUNK) > limits.incoming();
            }
            bytes.write(next);
        }

        void demandComplete() throws RejectException {
            if (size > limits.mail()) {
                throw new RejectException(552, "5.3.4 The mail is larger than " + limits.mail() + " bytes");
            }
            if (isCrowded) {
                throw new RejectException(452, "4.3.1 Too many mails are arriving, try again later");
            }
        }

        void release() {
            incoming.addAndGet(-held);
        }
    }
}
