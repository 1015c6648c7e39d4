package io.orderflow.email;

import static io.orderflow.email.Messages.newRecipient;
import static io.orderflow.email.RealInfrastructure.MAIL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.ratelimit.RateLimiter;
import io.orderflow.messaging.ratelimit.RateLimiters;
import io.orderflow.messaging.tracing.Spans;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@IntegrationTest
class SmtpClientTest {

    private final MailComposer composer;
    private final RateLimiters limiters;
    private final Spans spans;
    private final String recipient = newRecipient();

    SmtpClientTest(MailComposer composer, RateLimiters limiters, Spans spans) {
        this.composer = composer;
        this.limiters = limiters;
        this.spans = spans;
    }

    @BeforeEach
    void mailServerWorks() {
        MAIL_SERVER.start();
        MAIL_SERVER.acceptAll();
    }

    @Test
    void sendsThoughConnectingTakesLongerThanAPermitLasts() throws Exception {
        try (FarMailServer far = new FarMailServer(MAIL_SERVER.port(), Duration.ofMillis(200))) {
            SmtpClient client = clientOf(far.port());
            RateLimiter limiter = limiters.perSecond("far", () -> 5);

            assertThatExceptionOfType(Permit.PermitExpired.class)
                    .isThrownBy(() -> client.send(mail(), limiter.acquire(1)));
            assertThat(arrived()).isEmpty();

            sendWithin(limiter, client);
            assertThat(arrived()).hasSize(1);
            assertThat(far.connections()).isEqualTo(1);
            client.close();
        }
    }

    @Test
    void sendsManyMailsOverOneConnection() throws Exception {
        try (FarMailServer near = new FarMailServer(MAIL_SERVER.port(), Duration.ZERO)) {
            SmtpClient client = clientOf(near.port());

            for (int i = 0; i < 3; i++) {
                client.send(mail(), Permit.unlimited());
            }

            assertThat(arrived()).hasSize(3);
            assertThat(near.connections()).isEqualTo(1);
            client.close();
        }
    }

    @Test
    void connectsAnewAfterABrokenConnection() throws Exception {
        SmtpClient client = clientOf(MAIL_SERVER.port());
        client.send(mail(), Permit.unlimited());
        MAIL_SERVER.stop();
        MAIL_SERVER.start();

        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> client.send(mail(), Permit.unlimited()));
        client.send(mail(), Permit.unlimited());

        assertThat(arrived()).hasSize(2);
        client.close();
    }

    @Test
    void neverSendsWithoutLeave() throws Exception {
        SmtpClient client = clientOf(MAIL_SERVER.port());
        Permit permit = Permit.unlimited();
        Instant before = Instant.now();

        Instant startedAt = client.send(mail(), permit);

        assertThat(startedAt).isBetween(before, Instant.now());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> client.send(mail(), permit));
        assertThat(arrived()).hasSize(1);
        client.close();
    }

    /** On a busy machine a permit may lapse before its thread gets to run, and then the next one is due. */
    private void sendWithin(RateLimiter limiter, SmtpClient client) throws Exception {
        for (int permits = 0; permits < 50; permits++) {
            try {
                client.send(mail(), limiter.acquire(1));
                return;
            } catch (Permit.PermitExpired e) {
                // The next one.
            }
        }
    }

    private MimeMessage mail() throws MessagingException {
        Mail mail = new Mail(MailType.PASSWORD_RESET, recipient, "Hello", Map.of("link", "https://shop.example"));
        return composer.compose(mail, "<it@shop.example>");
    }

    private List<io.orderflow.infrastructure.Mail> arrived() {
        return MAIL_SERVER.mails().stream()
                .filter(it -> it.to().contains(recipient))
                .toList();
    }

    private SmtpClient clientOf(int port) {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        return new SmtpClient(server, Clock.systemUTC(), spans);
    }
}
