package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailServerTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final MailServer server = MailServer.start(0);
    private final MailClient client = new MailClient(server.port());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void keepsAMailWithItsPartsAndItsTime() throws Exception {
        Instant before = Instant.now();

        client.send("ann@example.org", "Grüße", "in words", "<b>in HTML</b>");

        assertThat(server.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.from()).isEqualTo("shop@example.org");
            assertThat(mail.to()).containsExactly("ann@example.org");
            assertThat(mail.subject()).isEqualTo("Grüße");
            assertThat(mail.text()).isEqualTo("in words");
            assertThat(mail.html()).isEqualTo("<b>in HTML</b>");
            assertThat(mail.messageId()).startsWith("<").endsWith(">");
            assertThat(mail.receivedAt()).isBetween(before, Instant.now());
        });
    }

    @Test
    void refusesARecipientAndTakesTheOthers() throws Exception {
        server.reject(recipient -> recipient.startsWith("ann"), 550, "no such user");

        assertThatThrownBy(() -> client.send("ann@example.org", "Hello", "text", "html"))
                .hasStackTraceContaining("550 no such user");
        client.send("bob@example.org", "Hello", "text", "html");

        assertThat(server.mails()).extracting(mail -> mail.to().get(0)).containsExactly("bob@example.org");
    }

    @Test
    void acceptsRecipientsAgainAfterRefusingThem() throws Exception {
        server.reject(recipient -> true, 451, "try again later");
        assertThatThrownBy(() -> client.send("ann@example.org", "Hello", "text", "html"))
                .hasStackTraceContaining("451 try again later");

        server.acceptAll();

        client.send("ann@example.org", "Hello", "text", "html");
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void notifiesTheListenerOfAcceptedMailsOnly() throws Exception {
        List<Mail> told = new CopyOnWriteArrayList<>();
        client.send("ann@example.org", "before", "text", "html");
        server.listener(told::add);
        server.reject(recipient -> recipient.startsWith("bob"), 550, "no such user");

        client.send("ann@example.org", "after", "text", "html");
        assertThatThrownBy(() -> client.send("bob@example.org", "refused", "text", "html"))
                .hasStackTraceContaining("550");

        assertThat(told).extracting(Mail::subject).containsExactly("after");
    }

    @Test
    void stopsAndRestartsOnTheSamePort() throws Exception {
        client.send("ann@example.org", "before", "text", "html");

        server.stop();

        assertThatThrownBy(() -> client.send("ann@example.org", "meanwhile", "text", "html"))
                .hasStackTraceContaining("Connection refused");
        server.start();
        client.send("ann@example.org", "after", "text", "html");
        assertThat(server.mails()).extracting(Mail::subject).containsExactly("before", "after");
    }

    @Test
    void refusesAMailThatIsTooLarge() throws Exception {
        assertThatThrownBy(() -> client.send("ann@example.org", "Hello", "a".repeat(9 << 20), "html"))
                .hasStackTraceContaining("552");

        client.send("ann@example.org", "after", "text", "html");
        assertThat(server.mails()).extracting(Mail::subject).containsExactly("after");
    }

    @Test
    void takesNoRestOfARefusedMailForCommands() throws Exception {
        try (SmtpDialogue dialogue = new SmtpDialogue(server.port())) {
            dialogue.begin();
            dialogue.write("line\r\n".repeat(200_000) + "QUIT\r\n.\r\n");

            assertThat(dialogue.answer()).startsWith("552");
            assertThat(dialogue.command("NOOP")).startsWith("250");
        }
    }

    @Test
    void announcesItsLimit() throws Exception {
        try (SmtpDialogue dialogue = new SmtpDialogue(server.port())) {
            dialogue.command("EHLO test");

            assertThat(dialogue.command("MAIL FROM:<a@example.org> SIZE=9000000"))
                    .startsWith("552");
        }
    }

    @Test
    void keepsTheLatestMailsThatFitIntoItsMemory() throws Exception {
        try (MailServer small = MailServer.start(0, new MailLimits(100_000, 1 << 20, 100_000, LONG))) {
            for (String subject : List.of("1", "2", "3", "4")) {
                new MailClient(small.port()).send("ann@example.org", subject, "a".repeat(40_000), "html");
            }

            assertThat(small.mails()).extracting(Mail::subject).containsExactly("3", "4");
        }
    }

    @Test
    void putsOffMailsWhileTooManyArrive() throws Exception {
        try (MailServer small = MailServer.start(0, new MailLimits(100_000, 50_000, 1 << 20, LONG))) {
            try (SmtpDialogue slow = new SmtpDialogue(small.port())) {
                slow.begin();
                slow.write("a".repeat(40_000));

                await().untilAsserted(() -> assertThatThrownBy(() -> new MailClient(small.port())
                                .send("ann@example.org", "meanwhile", "a".repeat(20_000), "html"))
                        .hasStackTraceContaining("452"));
            }
            await().untilAsserted(() ->
                    new MailClient(small.port()).send("ann@example.org", "after", "a".repeat(20_000), "html"));
        }
    }

    @Test
    void endsATransactionThatTakesTooLong() throws Exception {
        try (MailServer impatient =
                        MailServer.start(0, new MailLimits(100_000, 1 << 20, 1 << 20, Duration.ofMillis(200)));
                SmtpDialogue slow = new SmtpDialogue(impatient.port())) {
            slow.begin();
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                if (slow.hasAnswer()) {
                    return true;
                }
                slow.write("slowly\r\n");
                return false;
            });

            assertThat(slow.answer()).startsWith("421");
        }
    }

    @Test
    void refusesAMailWithTooManyParts() throws Exception {
        try (SmtpDialogue dialogue = new SmtpDialogue(server.port())) {
            dialogue.begin();
            dialogue.write(
                    "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n".repeat(5_000) + "\r\n.\r\n");

            assertThat(dialogue.answer()).startsWith("554");
        }
    }

    @Test
    void refusesARejectionWithASuccessCode() {
        assertThatThrownBy(() -> server.reject(recipient -> true, 250, "fine"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
