package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailComposerTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private final MailComposer composer = composer();

    @Test
    void offersTextAndThenHtmlAsAlternatives() throws Exception {
        MimeMultipart content = (MimeMultipart) composed().getContent();

        assertThat(content.getContentType()).startsWith("multipart/alternative");
        assertThat(content.getCount()).isEqualTo(2);
        assertThat(content.getBodyPart(0).isMimeType("text/plain")).isTrue();
        assertThat(content.getBodyPart(1).isMimeType("text/html")).isTrue();
    }

    @Test
    void keepsTheMessageIdAfterEveryChange() throws Exception {
        MimeMessage mail = composed();
        mail.saveChanges();

        assertThat(mail.getHeader("Message-ID")).containsExactly("<it@shop.example>");
    }

    @Test
    void derivesTheMessageIdFromTheMessageAlone() {
        UUID id = UUID.fromString("5c0ffee5-0000-4000-8000-000000000001");

        assertThat(composer.messageId("order.placed", id))
                .isEqualTo("<order.placed.5c0ffee5-0000-4000-8000-000000000001@shop.example>")
                .isEqualTo(composer().messageId("order.placed", id));
    }

    @Test
    void setsSenderRecipientDateAndAutoSubmitted() throws Exception {
        MimeMessage mail = composed();

        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("The Shop <post@shop.example>");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("kim@shop.example");
        assertThat(mail.getSentDate()).isEqualTo(NOON);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void escapesValuesInHtmlButNotInText() throws Exception {
        MimeMultipart content = (MimeMultipart) composed().getContent();

        assertThat((String) content.getBodyPart(0).getContent()).contains("1 <script>alert('€')</script>");
        assertThat((String) content.getBodyPart(1).getContent())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void encodesTheMailInAsciiOnly() throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        composed().writeTo(wire);

        assertThat(wire.toString(StandardCharsets.ISO_8859_1)).matches("\\p{ASCII}+");
    }

    private MimeMessage composed() throws MessagingException, IOException {
        Mail mail = new Mail(
                MailType.PAYMENT_REMINDER,
                "kim@shop.example",
                "Zahlung fällig",
                Map.of("orderId", "1", "lines", List.of(), "total", "1 <script>alert('€')</script>"));
        return composer.compose(mail, "<it@shop.example>");
    }

    private static MailComposer composer() {
        try {
            return new MailComposer(
                    new MailTemplates(),
                    new JavaMailSenderImpl(),
                    new MailSettings(
                            "The Shop <post@shop.example>",
                            URI.create("https://shop.example/reset"),
                            "https://shop.example/orders/{orderId}",
                            Duration.ofMinutes(10)),
                    Clock.fixed(NOON, ZoneOffset.UTC));
        } catch (AddressException e) {
            throw new IllegalStateException(e);
        }
    }
}
