package io.orderflow.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailServerTest {

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
    void refusesARejectionWithASuccessCode() {
        assertThatThrownBy(() -> server.reject(recipient -> true, 250, "fine"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
