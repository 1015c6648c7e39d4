package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.email.SmtpFailures.MailServerTrouble;
import io.orderflow.messaging.PermanentFailure;
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
    void takesARefusedRecipientAsFinal(int reply) throws Exception {
        assertThat(SmtpFailures.classified(refusedRecipient(reply)))
                .isInstanceOf(PermanentFailure.class)
                .hasMessage("the mail server refused the mail for good: %d 5.1.1", reply);
    }

    @ParameterizedTest
    @ValueSource(ints = {421, 432, 450, 451, 452, 454})
    void triesAgainAfterA4xx(int reply) throws Exception {
        assertThat(SmtpFailures.classified(refusedRecipient(reply)))
                .isInstanceOf(MailServerTrouble.class)
                .hasMessage("the mail server put the mail off: %d 5.1.1", reply);
    }

    @ParameterizedTest
    @ValueSource(ints = {530, 534, 535, 538})
    void triesAgainWhenOurLogInIsToBlame(int reply) throws Exception {
        assertThat(SmtpFailures.classified(refusedMail(reply, "log in first"))).isInstanceOf(MailServerTrouble.class);
        assertThat(SmtpFailures.classified(new AuthenticationFailedException("no")))
                .isInstanceOf(MailServerTrouble.class);
    }

    @Test
    void takesARefusedSenderOrContentAsFinal() throws Exception {
        InternetAddress sender = new InternetAddress("no-reply@shop.example");

        assertThat(SmtpFailures.classified(new SMTPSenderFailedException(sender, "MAIL", 553, "not allowed")))
                .isInstanceOf(PermanentFailure.class);
        assertThat(SmtpFailures.classified(refusedMail(554, "554 5.7.1 spam")))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageEndingWith(": 554 5.7.1");
    }

    @Test
    void takesABrokenAddressAsFinal() {
        assertThat(SmtpFailures.classified(new AddressException("illegal", "kim@shop@example")))
                .isInstanceOf(PermanentFailure.class);
    }

    @Test
    void triesAgainWhenTheServerIsAwayOrSlow() {
        assertThat(SmtpFailures.classified(
                        new MessagingException("no connection to kim@shop.example", new ConnectException("refused"))))
                .isInstanceOf(MailServerTrouble.class)
                .hasMessage("the mail server did not take the mail: ConnectException");
        assertThat(SmtpFailures.classified(new MessagingException("slow", new SocketTimeoutException("read"))))
                .isInstanceOf(MailServerTrouble.class);
    }

    @Test
    void triesAgainWhenTheConnectionBrokeBeforeAnAnswer() {
        assertThat(SmtpFailures.classified(refusedMail(-1, "[EOF]"))).isInstanceOf(MailServerTrouble.class);
    }

    @Test
    void passesOnNothingThatTheServerSaid() throws Exception {
        assertThat(SmtpFailures.classified(refusedRecipient(550)))
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
