package io.orderflow.email;

import io.orderflow.messaging.PermanentFailure;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ParseException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Tells what another attempt can heal from what it can't.
 *
 * <p>Of what the mail server says only the codes are passed on, and never the exception itself: the text may quote the
 * address or the mail, and failures are logged and kept with the dead letter.
 */
final class SmtpFailures {

    /** Replies that blame our log-in or settings, not the mail: 5xx, but an operator can heal them. */
    private static final Set<Integer> ABOUT_US = Set.of(530, 534, 535, 538);

    private static final Pattern ENHANCED_CODE = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private SmtpFailures() {}

    static RuntimeException classified(MessagingException failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            int reply = reply(cause);
            if (reply >= 500 && !ABOUT_US.contains(reply)) {
                return new PermanentFailure("the mail server refused the mail for good: " + codes(reply, cause));
            }
            if (reply >= 400) {
                return new MailServerTrouble("the mail server put the mail off: " + codes(reply, cause));
            }
            if (cause instanceof AuthenticationFailedException) {
                return new MailServerTrouble("the mail server did not accept our log-in");
            }
            if (cause instanceof ParseException) {
                return new PermanentFailure("the mail can't be written: an address or header is not valid");
            }
            root = cause;
        }
        return new MailServerTrouble(
                "the mail server did not take the mail: " + root.getClass().getSimpleName());
    }

    /** @return 0, or less, where the server did not answer */
    private static int reply(Throwable failure) {
        if (failure instanceof SMTPAddressFailedException recipient) {
            return recipient.getReturnCode();
        }
        if (failure instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        return failure instanceof SMTPSendFailedException mail ? mail.getReturnCode() : 0;
    }

    private static String codes(int reply, Throwable failure) {
        Matcher enhanced = ENHANCED_CODE.matcher(String.valueOf(failure.getMessage()));
        return enhanced.find() ? reply + " " + enhanced.group(1) : String.valueOf(reply);
    }

    /** The mail may well be sent later. */
    static final class MailServerTrouble extends RuntimeException {

        MailServerTrouble(String what) {
            super(what);
        }
    }
}
