package io.orderflow.email;

import io.orderflow.messaging.Provider;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.tracing.Tracing;
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
 * Sends mails to the mail server of {@code spring.mail}, and reuses connections.
 *
 * <p>{@link JavaMailSenderImpl#send} opens a connection for every mail. With encryption and log-in that takes longer than the mail
 * itself, and the mail would hold its permit for as long.
 */
@Component
class SmtpClient implements Provider {

    private static final Logger log = LoggerFactory.getLogger(SmtpClient.class);
    private static final Duration KEPT = Duration.ofSeconds(60);

    /** The answers before a mail is transferred: to MAIL, RCPT and DATA. */
    private static final int ANSWERS = 3;

    private final JavaMailSenderImpl server;
    private final Duration lastAnswerIn;
    private final Clock clock;
    private final Tracing tracing;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

    SmtpClient(JavaMailSenderImpl server, MailSettings settings, Clock clock, Tracing tracing) {
        this.server = server;
        this.lastAnswerIn = settings.lastAnswerIn();
        this.clock = clock;
        this.tracing = tracing;
    }

    @Override
    public String name() {
        return "mail-server";
    }

    /**
     * Sums up the time-outs of {@code spring.mail.properties} until a mail is transferred. Without time-outs a mail may take for
     * ever.
     */
    @Override
    public Duration longestCall() {
        return millis("mail.smtp.timeout").multipliedBy(ANSWERS).plus(millis("mail.smtp.writetimeout"));
    }

    @Override
    public Duration longestAnswer() {
        return lastAnswerIn;
    }

    private Duration millis(String property) {
        Object value = server.getJavaMailProperties().get(property);
        return value == null ? Duration.ofDays(1) : Duration.ofMillis(Long.parseLong(value.toString()));
    }

    @Override
    public void probe() {
        close(connect());
    }

    /**
     * Waits for the permit's start and sends the mail. Afterwards either the mail is sent or its connection is closed.
     *
     * @return when it started
     * @throws RuntimeException as described at {@link SmtpFailures}
     */
    Instant send(MimeMessage mail, Permit permit) {
        SmtpConnection connection = connection();
        boolean sound = true;
        try {
            permit.awaitStart();
            Instant startedAt = clock.instant();
            sound = false;
            tracing.call("SMTP send", "mail-server", () -> {
                connection.sendMessage(mail, mail.getAllRecipients());
                return mail;
            });
            sound = true;
            return startedAt;
        } catch (MessagingException e) {
            throw connection.hasTransferred() ? SmtpFailures.afterTransfer(e) : SmtpFailures.whileSending(e);
        } finally {
            if (sound) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
            } else {
                // After one connection broke, the idle ones are probably dead, too.
                close(connection);
                closeIdle(Duration.ZERO);
            }
        }
    }

    private SmtpConnection connection() {
        for (Idle kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            // Checks the connection by NOOP: a connection that the server has closed must not cost the mail an attempt.
            if (kept.connection().isConnected()) {
                return kept.connection();
            }
            close(kept.connection());
        }
        return connect();
    }

    private SmtpConnection connect() {
        try {
            return SmtpConnection.open(
                    server.getSession(),
                    server.getHost(),
                    server.getPort(),
                    server.getUsername(),
                    server.getPassword(),
                    lastAnswerIn);
        } catch (MessagingException e) {
            throw SmtpFailures.whileConnecting(e);
        }
    }

    /** Frees idle connections, which cost the mail server resources. */
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
            log.debug("a connection to the mail server did not close cleanly: {}", e.getClass());
        }
    }

    private record Idle(SmtpConnection connection, long since) {

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - since >= age.toNanos();
        }
    }
}
