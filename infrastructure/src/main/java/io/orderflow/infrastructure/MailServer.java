package io.orderflow.infrastructure;

import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A real SMTP server on a loopback port. It delivers nothing and keeps the latest {@value #KEPT} mails that it accepts. Tests can
 * make it refuse recipients or stop.
 */
public final class MailServer implements AutoCloseable {

    private static final int KEPT = 20_000;
    private static final int MAX_BYTES = 10 * 1024 * 1024;

    private final Deque<Mail> mails = new ArrayDeque<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Clock clock;
    private final int port;

    private volatile Rejection rejection = Rejection.NONE;
    private volatile Consumer<Mail> listener = mail -> {};
    private SMTPServer server;

    private MailServer(int port, Clock clock) {
        this.port = FreePorts.orGiven(port);
        this.clock = clock;
    }

    /** Starts a server on this port, or on a free one if it is 0. */
    public static MailServer start(int port) {
        MailServer mailServer = new MailServer(port, Clock.systemUTC());
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
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    /** When the end of each mail arrived, for the latest {@value #KEPT} mails, oldest first. */
    public List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** Deletes the mails accepted so far. */
    public void clear() {
        synchronized (mails) {
            mails.clear();
        }
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
                    .maxMessageSize(MAX_BYTES)
                    .serverThreadName("smtp-" + port)
                    .messageHandlerFactory(session -> new MailReceiver(clock, rejection, this::keep, this::keep))
                    .build();
            try {
                server.start();
            } catch (RuntimeException e) {
                server = null;
                throw new InfrastructureException("The mail server can't listen on port " + port, e);
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
        synchronized (mails) {
            mails.addLast(mail);
            if (mails.size() > KEPT) {
                mails.removeFirst();
            }
        }
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
