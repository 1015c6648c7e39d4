package io.orderflow.email;

import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.tracing.Spans;
import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Hands mails over to the mail server that {@code spring.mail} names, by connections that it keeps.
 *
 * <p>{@link JavaMailSenderImpl#send} connects anew for every mail. A permit lapses within some 20 ms, which a connection
 * with encryption and log-in does not: used before, a permit would say little of when the mail arrives; used after, it
 * would have lapsed every time. With a connection at hand there is nothing between the two.
 */
@Component
class SmtpClient {

    private static final Logger log = LoggerFactory.getLogger(SmtpClient.class);
    private static final Duration TRUSTED = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final JavaMailSenderImpl server;
    private final Clock clock;
    private final Spans spans;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

    SmtpClient(JavaMailSenderImpl server, Clock clock, Spans spans) {
        this.server = server;
        this.clock = clock;
        this.spans = spans;
    }

    /**
     * Uses the permit and sends the mail.
     *
     * @return when it began, which is when the permit was used
     * @throws Permit.PermitExpired with nothing sent; the connection made meanwhile is there for the next attempt
     * @throws MessagingException as the mail server or the network has it
     */
    Instant send(MimeMessage mail, Permit permit) throws MessagingException {
        Transport connection = connection();
        boolean sound = true;
        try {
            permit.use();
            Instant startedAt = clock.instant();
            sound = false;
            spans.call("SMTP send", "mail-server", () -> {
                connection.sendMessage(mail, mail.getAllRecipients());
                return null;
            });
            sound = true;
            return startedAt;
        } finally {
            if (sound) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
            } else {
                // Where one connection broke, the others are likely to be dead too.
                close(connection);
                closeIdle(Duration.ZERO);
            }
        }
    }

    private Transport connection() throws MessagingException {
        for (Idle kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (!kept.isOlderThan(TRUSTED) || kept.connection().isConnected()) {
                return kept.connection();
            }
            close(kept.connection());
        }
        Transport connection = server.getSession().getTransport();
        connection.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
        return connection;
    }

    /** Mail servers have better uses for their connections. */
    @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void closeIdle() {
        closeIdle(KEPT);
    }

    @PreDestroy
    void close() {
        closeIdle(Duration.ZERO);
    }

    private void closeIdle(Duration age) {
        idle.forEach(kept -> {
            if (kept.isOlderThan(age) && idle.remove(kept)) {
                close(kept.connection());
            }
        });
    }

    private static void close(Transport connection) {
        try {
            connection.close();
        } catch (MessagingException e) {
            log.debug("a connection to the mail server did not close in good order: {}", e.getClass());
        }
    }

    private record Idle(Transport connection, long since) {

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - since >= age.toNanos();
        }
    }
}
