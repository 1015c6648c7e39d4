package io.orderflow.backing;

import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A real SMTP server on a loopback port. It delivers nothing and keeps the latest {@value #KEPT} mails that it accepts, or as many as
 * fit into a part of the memory. Tests can make it refuse recipients or stop.
 */
public final class MailServer implements AutoCloseable {

    private static final int KEPT = 20_000;
    private static final int MAX_RECIPIENTS = 10;
    private static final int MAX_CONNECTIONS = 200;

    private final KeptMails mails;
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final AtomicLong incoming = new AtomicLong();
    private final MailLimits limits;
    private final Clock clock;
    private final int port;

    private volatile Rejection rejection = Rejection.NONE;
    private volatile Consumer<Mail> listener = mail -> {};
    private @Nullable SMTPServer server;

    private MailServer(int port, MailLimits limits, Clock clock) {
        this.port = FreePorts.orGiven(port);
        this.limits = limits;
        this.mails = new KeptMails(KEPT, limits.kept());
        this.clock = clock;
    }

    /** Starts a server on this port, or on a free one if it is 0. */
    public static MailServer start(int port) {
        return start(port, MailLimits.ofThisJvm());
    }

    static MailServer start(int port, MailLimits limits) {
        MailServer mailServer = new MailServer(port, limits, Clock.systemUTC());
        mailServer.start();
        return mailServer;
    }

    public String host() {
        return "127.0.0.1";
    }

    /** The port. It stays the same after {@link #stop} and {@link #start}. */
    public int port() {
        return port;
    }

    /** The accepted mails, oldest first. */
    public List<Mail> mails() {
        return mails.all();
    }

    /** The number of accepted mails that are kept. */
    int count() {
        return mails.count();
    }

    /** When the end of each mail arrived, for the latest {@value #KEPT} mails, oldest first. */
    public List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** Deletes the mails accepted so far. */
    public void clear() {
        mails.clear();
    }

    /**
     * Refuses matching recipients in the answer to {@code RCPT TO}. Replaces the previous rule.
     *
     * @param code the SMTP reply: 4xx asks the sender to try again later, 5xx is final
     */
    public void reject(Predicate<String> recipient, int code, String text) {
        rejection = new Rejection(recipient, code, text);
    }

    /** Removes the rule, so that all recipients are accepted. */
    public void acceptAll() {
        rejection = Rejection.NONE;
    }

    /** Calls {@code each} for every further mail, before its sender gets the answer. */
    public void listener(Consumer<Mail> each) {
        listener = each;
    }

    /** Listens again. Has no effect while the server runs. */
    public synchronized void start() {
        if (server == null) {
            server = SMTPServer.port(port)
                    .bindAddress(InetAddress.getLoopbackAddress())
                    .hostName("localhost")
                    .softwareName("Orderflow mail catcher")
                    .maxMessageSize(limits.mail())
                    .maxRecipients(MAX_RECIPIENTS)
                    .maxConnections(MAX_CONNECTIONS)
                    .serverThreadName("smtp-" + port)
                    .messageHandlerFactory(
                            session -> new MailReceiver(clock, limits, incoming, rejection, this::keep, this::keep))
                    .build();
            try {
                server.start();
            } catch (RuntimeException e) {
                server = null;
                throw new BackingServiceException("The mail server can't listen on port " + port, e);
            }
        }
    }

    /** Ends all sessions and refuses connections until {@link #start}. The mails are kept. */
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void keep(Arrival arrival) {
        synchronized (arrivals) {
            arrivals.addLast(arrival);
            if (arrivals.size() > KEPT) {
                arrivals.removeFirst();
            }
        }
    }

    private void keep(Mail mail) {
        listener.accept(mail);
        mails.add(mail);
    }

    record Rejection(Predicate<String> recipient, int code, String text) {

        static final Rejection NONE = new Rejection(recipient -> false, 550, "");

        Rejection {
            if (code < 400 || code > 599) {
                throw new IllegalArgumentException("An SMTP refusal is 4xx or 5xx, not " + code);
            }
        }
    }
}
