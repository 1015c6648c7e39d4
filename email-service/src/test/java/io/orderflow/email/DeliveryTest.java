package io.orderflow.email;

import static io.orderflow.email.Messages.failedPaymentOf;
import static io.orderflow.email.Messages.newRecipient;
import static io.orderflow.email.Messages.orderOf;
import static io.orderflow.email.Messages.reminderFor;
import static io.orderflow.email.Messages.resetFor;
import static io.orderflow.email.Messages.salesReportFor;
import static io.orderflow.email.RealInfrastructure.MAIL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.Mail;
import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.EmailFailed;
import io.orderflow.messages.EmailSent;
import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PasswordReset;
import io.orderflow.messages.PaymentFailedNotice;
import io.orderflow.messages.PaymentReminder;
import io.orderflow.messages.SalesReport;
import io.orderflow.messaging.deadletter.FailureHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class DeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Post post;
    private final JdbcClient jdbc;
    private final String recipient = newRecipient();

    DeliveryTest(Post post, JdbcClient jdbc) {
        this.post = post;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void everythingWorks() {
        MAIL_SERVER.start();
        MAIL_SERVER.acceptAll();
    }

    @Test
    void confirmsAnOrderInTextAndHtml() {
        OrderPlaced order = orderOf(recipient, "<b>mug</b> & \"saucer\"");

        post.send(order, "vip");

        Mail mail = arrivedMail();
        assertThat(mail.subject()).isEqualTo("We have your order " + order.correlationId());
        assertThat(mail.from()).isEqualTo("no-reply@orderflow.example");
        assertThat(mail.text()).contains("2 x <b>mug</b> & \"saucer\", 12.50 EUR each", "Total: 25.00 EUR");
        assertThat(mail.html())
                .contains("&lt;b&gt;mug&lt;/b&gt; &amp; &quot;saucer&quot;", "12.50 EUR", "25.00 EUR")
                .doesNotContain("<b>mug");
        assertSent(order, "order_confirmation", mail);
    }

    @Test
    void mailsAPasswordResetLinkAndKeepsItsTokenOutOfTheLog(CapturedOutput log) {
        PasswordReset request = resetFor(recipient, "s3cret&token=/\"<x>");

        post.send(request, "regular");

        Mail mail = arrivedMail();
        String link = "https://shop.orderflow.example/password-reset?token=s3cret%26token%3D%2F%22%3Cx%3E";
        assertThat(mail.text()).contains(link);
        assertThat(mail.html()).contains("href=\"" + link + "\"");
        assertSent(request, "password_reset", mail);
        assertThat(log).doesNotContain("s3cret").doesNotContain(recipient);
    }

    @Test
    void promisesAnotherMailOnlyIfThePaymentFails() {
        post.send(orderOf(recipient));

        Mail mail = arrivedMail();
        String promise = "We write again only if the payment fails or is still missing after a while.";
        assertThat(mail.text()).contains(promise);
        assertThat(mail.html()).contains(promise);
    }

    @Test
    void explainsAFailedPaymentAndHowToPayAgain() {
        PaymentFailedNotice notice = failedPaymentOf(recipient, "<b>the card</b> & \"more\"", "<i>mug</i>");

        post.send(notice, "regular");

        Mail mail = arrivedMail();
        UUID order = notice.correlationId();
        String link = "https://shop.orderflow.example/orders/%s/payment".formatted(order);
        assertThat(mail.subject()).isEqualTo("The payment of your order %s has failed".formatted(order));
        assertThat(mail.text())
                .contains(
                        "the payment of 99.90 CHF for your order %s has failed: <b>the card</b> & \"more\"."
                                .formatted(order),
                        "3 x <i>mug</i>, 33.30 CHF each",
                        link);
        assertThat(mail.html())
                .contains(
                        "&lt;b&gt;the card&lt;/b&gt; &amp; &quot;more&quot;",
                        "&lt;i&gt;mug&lt;/i&gt;",
                        "99.90 CHF",
                        "33.30 CHF",
                        order.toString(),
                        "href=\"" + link + "\"")
                .doesNotContain("<b>the card", "<i>mug");
        assertSent(notice, "payment_failed", mail);
    }

    @Test
    void reportsTheSalesOfADay() {
        SalesReport report = salesReportFor(recipient);

        post.send(report, "bulk");

        Mail mail = arrivedMail();
        assertThat(mail.subject()).isEqualTo("Sales of 2026-01-02");
        assertThat(mail.text()).contains("99.90 CHF: 2 of 3 orders are paid");
        assertThat(mail.html()).contains("99.90 CHF", "2026-01-02", "Europe/Berlin");
        assertSent(report, "sales_report", mail);
    }

    @Test
    void remindsOfAPayment() {
        PaymentReminder reminder = reminderFor(recipient);

        post.send(reminder, "bulk");

        Mail mail = arrivedMail();
        assertThat(mail.subject()).contains(reminder.correlationId().toString());
        assertThat(mail.text()).contains("99.90 CHF are due", "3 x mug-blue, 33.30 CHF each");
        assertThat(mail.html()).contains("99.90 CHF", "mug-blue", "33.30 CHF");
        assertSent(reminder, "payment_reminder", mail);
    }

    /** A reminder waits for a day, so reminders of an older order-service mix with those of a newer one. */
    @Test
    void acceptsRemindersOfOldAndNewVersions() throws IOException {
        for (int i = 0; i < 3; i++) {
            post.send(UUID.randomUUID(), "email.payment-reminder.bulk", goldenReminder(1));
            post.send(UUID.randomUUID(), "email.payment-reminder.bulk", goldenReminder(2));
        }

        await().atMost(PATIENCE).until(() -> mailsTo(recipient).size() == 6);
        assertThat(mailsTo(recipient)).allSatisfy(mail -> {
            assertThat(mail.text()).contains("59.70 EUR are due");
            assertThat(mail.html()).contains("59.70 EUR");
        });
        assertThat(mailsTo(recipient))
                .filteredOn(mail -> mail.text().contains("3 x book-42, 19.90 EUR each"))
                .hasSize(3)
                .allSatisfy(mail -> assertThat(mail.html()).contains("<li>", "book-42"));
        assertThat(mailsTo(recipient))
                .filteredOn(mail -> !mail.text().contains("book-42"))
                .hasSize(3)
                .allSatisfy(mail -> assertThat(mail.html()).doesNotContain("<ul>"));
    }

    private byte[] goldenReminder(int version) throws IOException {
        Path file = Path.of(
                "../common-messages/src/test/resources/golden/email.payment-reminder.v%d.json".formatted(version));
        return bytes(Files.readString(file)
                .replaceFirst("\"id\": \"[^\"]+\"", "\"id\": \"%s\"".formatted(UUID.randomUUID()))
                .replace("ada@example.org", recipient));
    }

    @Test
    void sendsOneMailForARepeatedlyDeliveredMessage() {
        OrderPlaced order = orderOf(recipient);
        post.send(order);
        post.send(order, "vip");
        post.send(order, "bulk");
        arrivedMail();
        await().atMost(PATIENCE).until(() -> !post.resultsOf(order).isEmpty());

        post.send(order, "bulk");

        OrderPlaced last = orderOf(newRecipient());
        post.send(last, "bulk");
        await().atMost(PATIENCE).until(() -> !mailsTo(last.customerEmail()).isEmpty());
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() ->
                        mailsTo(recipient).size() == 1 && post.resultsOf(order).size() == 1);
        assertThat(sentEmailsFor(order)).hasSize(1);
        assertThat(post.deadLetter(order.id())).isEmpty();
    }

    @Test
    void sendsNoSecondMailForAMessageThatTheInboxHasForgotten() {
        OrderPlaced order = orderOf(recipient);
        post.send(order);
        await().atMost(PATIENCE).until(() -> !post.resultsOf(order).isEmpty());
        jdbc.sql("delete from messaging.inbox where message_id = ?")
                .param(order.id())
                .update();

        post.send(order);

        await().atMost(PATIENCE).until(() -> isInTheInbox(order));
        assertThat(mailsTo(recipient)).hasSize(1);
        assertThat(sentEmailsFor(order)).hasSize(1);
    }

    @Test
    void recordsAMailSentDuringADatabaseOutage() {
        AtomicBoolean killed = new AtomicBoolean();
        MAIL_SERVER.reject(
                to -> {
                    if (to.equals(recipient) && killed.compareAndSet(false, true)) {
                        SharedBackingServices.database().kill();
                    }
                    return false;
                },
                451,
                "never said");
        OrderPlaced order = orderOf(recipient);
        try {
            post.send(order);
            await().atMost(PATIENCE).until(() -> mailsTo(recipient).size() == 1);
        } finally {
            SharedBackingServices.database().start();
        }

        // The pool retries the database after up to five seconds, but a query waits only three seconds for a
        // connection.
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> sentEmailsFor(order).size() == 1);
        assertThat(mailsTo(recipient)).hasSize(1);
        assertThat(post.deadLetter(order.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {450, 451, 452})
    void retriesAMailThatTheServerRefusesTemporarily(int reply) {
        MAIL_SERVER.reject(recipient::equals, reply, "4.3.0 greylisted, " + recipient);
        OrderPlaced order = orderOf(recipient);

        post.send(order);
        await().atMost(PATIENCE).until(() -> isPostponed(order));
        MAIL_SERVER.acceptAll();

        assertSent(order, "order_confirmation", arrivedMail());
        assertThat(post.deadLetter(order.id())).isEmpty();
    }

    @Test
    void givesUpAMailThatTheServerRefusesTemporarilyForTooLong(CapturedOutput log) {
        MAIL_SERVER.reject(recipient::equals, 452, "4.2.2 mailbox of " + recipient + " is full");
        OrderPlaced order = orderOf(recipient);

        post.send(order, "bulk");

        Map<String, Object> headers = headersOfDeadLetter(order);
        assertThat(headers)
                .containsEntry(FailureHeaders.REASON, "expired")
                .containsEntry(FailureHeaders.ATTEMPTS, 1)
                .containsEntry(FailureHeaders.ROUTING_KEY, "order.placed.bulk")
                .containsEntry(FailureHeaders.QUEUE, "email.bulk");
        assertThat(headers.get(FailureHeaders.EXCEPTION).toString())
                .endsWith("the mail server refused the mail temporarily: 452 4.2.2");
        assertThat(mailsTo(recipient)).isEmpty();
        assertThat(log).doesNotContain(recipient);
    }

    private boolean isPostponed(Message message) {
        return jdbc.sql(
                        "select exists (select from messaging.delayed_job where message_id = ? and postponed_by = 'email')")
                .param(message.id().toString())
                .query(Boolean.class)
                .single();
    }

    @Test
    void countsNoAttemptsWhileTheMailServerIsAway() {
        MAIL_SERVER.stop();
        List<OrderPlaced> orders =
                Stream.generate(() -> orderOf(newRecipient())).limit(20).toList();
        orders.forEach(post::send);
        // Longer than three attempts would take.
        await().during(Duration.ofSeconds(10))
                .atMost(PATIENCE)
                .until(() ->
                        orders.stream().allMatch(it -> post.deadLetter(it.id()).isEmpty()));

        MAIL_SERVER.start();

        await().atMost(PATIENCE)
                .until(() -> orders.stream()
                        .allMatch(it -> mailsTo(it.customerEmail()).size() == 1));
    }

    @Test
    void deadLettersAPermanentlyRefusedMailAtOnce(CapturedOutput log) {
        MAIL_SERVER.reject(recipient::equals, 550, "5.1.1 no such user " + recipient);
        PasswordReset request = resetFor(recipient, "s3cret");

        post.send(request);

        assertBuriedAtOnce(request, "the mail server refused the mail permanently: 550 5.1.1");
        assertThat(log).doesNotContain(recipient).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "a@b@shop.example",
                "kim@shop.example\r\nBcc: all@shop.example",
                "kim@shop.example, all@shop.example",
                "Kim <kim@shop.example>",
                "kïm@shop.example",
                ""
            })
    void deadLettersAMailToAnInvalidAddressAtOnce(String address) {
        OrderPlaced order = orderOf(address);

        post.send(order);

        assertBuriedAtOnce(order, "the recipient's address is not valid");
    }

    @Test
    void sendsTheMailWhenTheMailServerIsBack(CapturedOutput log) {
        OrderPlaced before = orderOf(newRecipient());
        post.send(before);
        await().atMost(PATIENCE).until(() -> !mailsTo(before.customerEmail()).isEmpty());
        MAIL_SERVER.stop();
        OrderPlaced order = orderOf(recipient);

        post.send(order);
        await().atMost(PATIENCE).until(() -> log.toString().contains("mail-server is away"));
        MAIL_SERVER.start();

        assertSent(order, "order_confirmation", arrivedMail());
    }

    @Test
    void deadLettersPoisonMessagesAndContinues() {
        Map<UUID, byte[]> poison = Map.of(
                UUID.randomUUID(), bytes("Dear shop, where is my order?"),
                UUID.randomUUID(), bytes("{\"type\": \"email.birthday\", \"version\": 1}"),
                UUID.randomUUID(), new byte[20_000],
                UUID.randomUUID(), bytes("{\"type\": \"email.password-reset\", \"version\": 1, \"resetToken\": \"t\"}"),
                UUID.randomUUID(), bytes("null"));

        poison.forEach((id, body) -> post.send(id, "email.password-reset.vip", body));
        OrderPlaced good = orderOf(recipient);
        post.send(good, "vip");

        arrivedMail();
        poison.forEach((id, body) -> {
            var deadLetter = await().atMost(PATIENCE).until(() -> post.deadLetter(id), it -> it.isPresent());
            assertThat(deadLetter.orElseThrow().bytes()).isEqualTo(body.length);
            assertThat(deadLetter.orElseThrow().headers())
                    .containsEntry(FailureHeaders.REASON, "unreadable")
                    .containsEntry(FailureHeaders.ATTEMPTS, 1);
        });
    }

    private Mail arrivedMail() {
        return await().atMost(PATIENCE)
                .until(() -> mailsTo(recipient), it -> it.size() == 1)
                .get(0);
    }

    private static List<Mail> mailsTo(String recipient) {
        return MAIL_SERVER.mails().stream()
                .filter(it -> it.to().equals(List.of(recipient)))
                .toList();
    }

    private void assertSent(Message request, String type, Mail mail) {
        String messageId = "<%s.%s@orderflow.example>".formatted(request.type(), request.id());
        assertThat(mail.messageId()).isEqualTo(messageId);

        List<Message> results = await().atMost(PATIENCE).until(() -> post.resultsOf(request), it -> !it.isEmpty());
        assertThat(results).singleElement().isInstanceOfSatisfying(EmailSent.class, sent -> {
            assertThat(sent.mail()).isEqualTo(request.type());
            assertThat(sent.messageId()).isEqualTo(messageId);
        });

        assertThat(sentEmailsFor(request)).singleElement().satisfies(row -> {
            assertThat(row)
                    .containsEntry("correlation_id", request.correlationId())
                    .containsEntry("type", type)
                    .containsEntry("recipient", recipient)
                    .containsEntry("smtp_message_id", messageId);
            assertThat((java.util.Date) row.get("started_at")).isBeforeOrEqualTo((java.util.Date) row.get("sent_at"));
        });
    }

    private List<Map<String, Object>> sentEmailsFor(Message request) {
        return jdbc.sql("select * from sent_email where message_id = ?")
                .param(request.id())
                .query()
                .listOfRows();
    }

    private boolean isInTheInbox(Message message) {
        return jdbc.sql("select exists (select from messaging.inbox where message_id = ?)")
                .param(message.id())
                .query(Boolean.class)
                .single();
    }

    private void assertBuriedAtOnce(Message request, String reason) {
        Map<String, Object> headers = headersOfDeadLetter(request);
        assertThat(headers).containsEntry(FailureHeaders.REASON, "permanent").containsEntry(FailureHeaders.ATTEMPTS, 1);
        assertThat(headers.get(FailureHeaders.EXCEPTION).toString()).endsWith(reason);
        assertFailed(request, reason);
    }

    private Map<String, Object> headersOfDeadLetter(Message request) {
        return await().atMost(PATIENCE)
                .until(() -> post.deadLetter(request.id()), it -> it.isPresent())
                .orElseThrow()
                .headers();
    }

    private void assertFailed(Message request, String reason) {
        List<Message> results = await().atMost(PATIENCE).until(() -> post.resultsOf(request), it -> !it.isEmpty());
        assertThat(results).singleElement().isInstanceOfSatisfying(EmailFailed.class, failed -> {
            assertThat(failed.mail()).isEqualTo(request.type());
            assertThat(failed.reason()).isEqualTo(reason);
        });
    }

    private static Duration between(Map<String, Object> headers, String from, String to) {
        return Duration.between(
                Instant.parse(headers.get(from).toString()),
                Instant.parse(headers.get(to).toString()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
