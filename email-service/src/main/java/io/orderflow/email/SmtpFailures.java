package io.orderflow.email;

import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.ProviderUnavailableException;
import io.orderflow.messaging.RetryLaterException;
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
 * Distinguishes an unavailable mail server from one that refuses a mail temporarily or permanently.
 *
 * <p>Passes on only the codes of the server's answer and never the exception itself. The answer's text may quote the address or the
 * mail, and failures are logged and stored with the dead letter.
 */
final class SmtpFailures {

    /** The server ends its service or refuses the login: this applies to every mail. */
    private static final Set<Integer> ABOUT_ALL = Set.of(421, 432, 454, 530, 534, 535, 538);

    private static final Pattern ENHANCED_CODE = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private SmtpFailures() {}

    /** A failure before the first mail command: no connection, a greeting that refuses service, or no login. */
    static RuntimeException whileConnecting(MessagingException failure) {
        return failure instanceof AuthenticationFailedException
                ? ProviderUnavailableException.unreachable("the mail server refused the login", null)
                : ProviderUnavailableException.unreachable(
                        "no connection to the mail server: "
                                + root(failure).getClass().getSimpleName(),
                        null);
    }

    static RuntimeException whileSending(MessagingException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            int reply = reply(cause);
            if (ABOUT_ALL.contains(reply)) {
                return ProviderUnavailableException.unreachable(
                        "the mail server answered " + codes(reply, cause), null);
            }
            if (reply >= 500) {
                return new NonRetryableException(
                        "the mail server refused the mail permanently: " + codes(reply, cause));
            }
            if (reply >= 400) {
                return new RetryLaterException(
                        "the mail server refused the mail temporarily: " + codes(reply, cause), null, false);
            }
            if (cause instanceof ParseException) {
                return new NonRetryableException("the mail can't be written: an address or header is not valid");
            }
            if (cause instanceof SMTPSendFailedException command && isFirstCommand(command)) {
                return ProviderUnavailableException.unreachable("the mail server had closed the connection", null);
            }
        }
        return ProviderUnavailableException.noAnswer(
                "the mail server did not take the mail: "
                        + root(failure).getClass().getSimpleName(),
                null);
    }

    /** The server has the whole mail. Only its answer tells whether it accepted the mail. */
    static RuntimeException afterTransfer(MessagingException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (reply(cause) > 0) {
                return whileSending(failure);
            }
        }
        return new RetryLaterException(
                "the mail server has the mail, but did not say whether it accepted it: "
                        + root(failure).getClass().getSimpleName(),
                null,
                false);
    }

    private static boolean isFirstCommand(SMTPSendFailedException failure) {
        return String.valueOf(failure.getCommand()).startsWith("MAIL");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** @return 0 or less if the server did not answer */
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
}
