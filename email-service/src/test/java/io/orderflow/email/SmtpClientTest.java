package io.orderflow.email;

import static io.orderflow.email.Messages.newRecipient;
import static io.orderflow.email.RealInfrastructure.MAIL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.ProviderUnavailableException;
import io.orderflow.messaging.RetryLaterException;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.ratelimit.RateLimiters;
import io.orderflow.messaging.tracing.Tracing;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@IntegrationTest
class SmtpClientTest {

    private static final Duration LAST_ANSWER_IN = Duration.ofSeconds(5);

    private final MailComposer composer;
    private final RateLimiters limiters;
    private final Tracing tracing;
    private final String recipient = newRecipient();

    SmtpClientTest(MailComposer composer, RateLimiters limiters, Tracing tracing) {
        this.composer = composer;
        this.limiters = limiters;
        this.tracing = tracing;
    }

    @BeforeEach
    void mailServerWorks() {
        MAIL_SERVER.start();
        MAIL_SERVER.acceptAll();
    }

    @Test
    void waitsForThePermitWithItsConnectionReady() throws Exception {
        try (FarMailServer far = new FarMailServer(MAIL_SERVER.port(), Duration.ofMillis(200))) {
            SmtpClient client = clientOf(far.port());

            client.send(mail(), limiters.perSecond("far", () -> 5).acquire(1));

            assertThat(arrived()).hasSize(1);
            assertThat(far.connections()).isEqualTo(1);
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 closing", "450 busy", "451 busy", "554 no service here"})
    void treatsARefusingGreetingAsUnavailable(String greeting) throws Exception {
        try (Greeter greeter = new Greeter(greeting)) {
            SmtpClient client = clientOf(greeter.port());

            assertUnreachable(() -> client.send(mail(), Permit.unlimited()));
            assertUnreachable(client::probe);
        }
    }

    private static void assertUnreachable(ThrowingCallable call) {
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(call)
                .matches(ProviderUnavailableException::isUnreachable);
    }

    /** A mail server that sends some lines, whatever the client says, and closes the connection unless it stays open. */
    private static final class Greeter implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Greeter(String greeting) throws IOException {
            this(greeting, false);
        }

        Greeter(String greeting, boolean staysOpen) throws IOException {
            Thread thread = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket client = server.accept()) {
                        client.getOutputStream().write((greeting + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        if (staysOpen) {
                            client.getInputStream().transferTo(OutputStream.nullOutputStream());
                        }
                    } catch (IOException e) {
                        // The greeter or the client closed the connection.
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void probesWithoutSendingAnything() {
        SmtpClient client = clientOf(MAIL_SERVER.port());

        client.probe();

        MAIL_SERVER.stop();
        assertUnreachable(client::probe);
        assertThat(arrived()).isEmpty();
    }

    @Test
    void reportsHowLongAMailMayTake() {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        SmtpClient client = clientOf(server);
        assertThat(client.longestCall()).as("without time-outs").isGreaterThan(Duration.ofHours(1));

        server.getJavaMailProperties().put("mail.smtp.timeout", "10000");
        server.getJavaMailProperties().put("mail.smtp.writetimeout", 5000);

        assertThat(client.longestCall()).isEqualTo(Duration.ofSeconds(35));
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
    void waitsLongerForTheAnswerToAWholeMail() throws Exception {
        try (SlowMailServer slow = new SlowMailServer(Duration.ofMillis(1500), "250 2.0.0 taken")) {
            SmtpClient client = impatientClientOf(slow.port());

            client.send(mail(), Permit.unlimited());
            client.send(mail(), Permit.unlimited());

            assertThat(slow.transferred()).isEqualTo(2);
            client.close();
        }
    }

    @Test
    void isPatientOnlyWithTheLastAnswer() throws Exception {
        try (Greeter silent = new Greeter("220 here\r\n250 hello\r\n250 sender\r\n250 recipient", true)) {
            SmtpClient client = impatientClientOf(silent.port());
            long begun = System.nanoTime();

            assertThatExceptionOfType(ProviderUnavailableException.class)
                    .isThrownBy(() -> client.send(mail(), Permit.unlimited()));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LAST_ANSWER_IN);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ", "60000, 250 too late"})
    void sendsLaterWhatMayHaveBeenTaken(int millis, String answer) throws Exception {
        try (SlowMailServer server = new SlowMailServer(Duration.ofMillis(millis), answer)) {
            SmtpClient client = impatientClientOf(server.port());

            assertThatExceptionOfType(RetryLaterException.class)
                    .isThrownBy(() -> client.send(mail(), Permit.unlimited()))
                    .withMessageContaining("did not say whether it accepted it");
            assertThat(server.transferred()).isOne();
        }
    }

    @Test
    void believesARefusalOfAWholeMail() throws Exception {
        try (SlowMailServer server = new SlowMailServer(Duration.ZERO, "554 5.6.0 spam")) {
            SmtpClient client = impatientClientOf(server.port());

            assertThatExceptionOfType(NonRetryableException.class)
                    .isThrownBy(() -> client.send(mail(), Permit.unlimited()));
        }
    }

    /** Waits half a second for each answer but the last. */
    private SmtpClient impatientClientOf(int port) {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.getJavaMailProperties().put("mail.smtp.timeout", "500");
        return clientOf(server);
    }

    @Test
    void reconnectsAfterABrokenConnection() throws Exception {
        SmtpClient client = clientOf(MAIL_SERVER.port());
        client.send(mail(), Permit.unlimited());
        MAIL_SERVER.stop();
        MAIL_SERVER.start();

        client.send(mail(), Permit.unlimited());

        assertThat(arrived()).hasSize(2);
        client.close();
    }

    @Test
    void neverSendsWithoutAPermit() throws Exception {
        SmtpClient client = clientOf(MAIL_SERVER.port());
        Permit permit = Permit.unlimited();
        Instant before = Instant.now();

        Instant startedAt = client.send(mail(), permit);

        assertThat(startedAt).isBetween(before, Instant.now());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> client.send(mail(), permit));
        assertThat(arrived()).hasSize(1);
        client.close();
    }

    private MimeMessage mail() throws MessagingException {
        Mail mail = new Mail(MailType.PASSWORD_RESET, recipient, "Hello", Map.of("link", "https://shop.example"));
        return composer.compose(mail, "<it@shop.example>");
    }

    private List<io.orderflow.backing.Mail> arrived() {
        return MAIL_SERVER.mails().stream()
                .filter(it -> it.to().contains(recipient))
                .toList();
    }

    private SmtpClient clientOf(int port) {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        return clientOf(server);
    }

    private SmtpClient clientOf(JavaMailSenderImpl server) {
        MailSettings settings = new MailSettings(
                "shop@shop.example",
                URI.create("https://shop.example"),
                "https://shop.example/{orderId}",
                LAST_ANSWER_IN);
        return new SmtpClient(server, settings, Clock.systemUTC(), tracing);
    }
}
