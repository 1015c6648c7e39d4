package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.ProviderUnavailableException;
import io.orderflow.messaging.RetryLaterException;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpFailuresTest {

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 521, 550, 552, 553, 554})
    void treatsARefusedRecipientAsPermanent(int reply) throws Exception {
        assertThat(SmtpFailures.whileSending(refusedRecipient(reply)))
                .isInstanceOf(NonRetryableException.class)
                .hasMessage("the mail server refused the mail permanently: %d 5.1.1", reply);
    }

    @ParameterizedTest
    @ValueSource(ints = {450, 451, 452})
    void retriesATemporaryRefusalLater(int reply) throws Exception {
        assertThat(SmtpFailures.whileSending(refusedRecipient(reply)))
                .isInstanceOfSatisfying(RetryLaterException.class, it -> {
                    assertThat(it.after()).isNull();
                    assertThat(it.isForAll()).isFalse();
                })
                .hasMessage("the mail server refused the mail temporarily: %d 5.1.1", reply);
    }

    @ParameterizedTest
    @ValueSource(ints = {421, 432, 454, 530, 534, 535, 538})
    void treatsAClosingServerAndARefusedLoginAsUnavailable(int reply) throws Exception {
        assertUnavailable(SmtpFailures.whileSending(refusedMail(reply, "log in first")), true);
    }

    @Test
    void treatsAFailedConnectionAsUnavailable() {
        assertUnavailable(SmtpFailures.whileConnecting(new AuthenticationFailedException("no")), true);
        RuntimeException refused = SmtpFailures.whileConnecting(
                new MessagingException("no connection to kim@shop.example", new ConnectException("refused")));
        assertUnavailable(refused, true);
        assertThat(refused).hasMessage("no connection to the mail server: ConnectException");
    }

    private static void assertUnavailable(RuntimeException failure, boolean unreachable) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ProviderUnavailableException.class,
                        it -> assertThat(it.isUnreachable()).isEqualTo(unreachable));
    }

    @Test
    void treatsARefusedSenderOrContentAsPermanent() throws Exception {
        InternetAddress sender = new InternetAddress("no-reply@shop.example");

        assertThat(SmtpFailures.whileSending(new SMTPSenderFailedException(sender, "MAIL", 553, "not allowed")))
                .isInstanceOf(NonRetryableException.class);
        assertThat(SmtpFailures.whileSending(refusedMail(554, "554 5.7.1 spam")))
                .isInstanceOf(NonRetryableException.class)
                .hasMessageEndingWith(": 554 5.7.1");
    }

    @Test
    void treatsAnInvalidAddressAsPermanent() {
        assertThat(SmtpFailures.whileSending(new AddressException("illegal", "kim@shop@example")))
                .isInstanceOf(NonRetryableException.class);
    }

    @Test
    void treatsATimeoutAsAMissingAnswer() {
        assertUnavailable(
                SmtpFailures.whileSending(new MessagingException("slow", new SocketTimeoutException("read"))), false);
    }

    @Test
    void treatsAConnectionBrokenDuringAMailAsAMissingAnswer() {
        assertUnavailable(SmtpFailures.whileSending(refusedMail(-1, "[EOF]")), false);
    }

    @Test
    void treatsAConnectionBrokenAtTheFirstCommandAsUnreachable() {
        Address[] none = {};
        assertUnavailable(
                SmtpFailures.whileSending(
                        new SMTPSendFailedException("MAIL FROM:<a@b.example>", -1, "[EOF]", null, none, none, none)),
                true);
    }

    @Test
    void hidesTheTextOfTheServersAnswer() throws Exception {
        assertThat(SmtpFailures.whileSending(refusedRecipient(550)))
                .hasNoCause()
                .hasMessageNotContaining("kim")
                .hasMessageNotContaining("s3cret");
    }

    private static MessagingException refusedRecipient(int reply) throws AddressException {
        return new SendFailedException(
                "Invalid Addresses",
                new SMTPAddressFailedException(
                        new InternetAddress("kim@shop.example"),
                        "RCPT TO:<kim@shop.example>",
                        reply,
                        reply + " 5.1.1 <kim@shop.example> is unknown, s3cret"));
    }

    private static MessagingException refusedMail(int reply, String text) {
        Address[] none = {};
        return new SMTPSendFailedException("DATA", reply, text, null, none, none, none);
    }
}
