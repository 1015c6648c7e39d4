package io.orderflow.email;

import io.orderflow.messaging.PermanentFailure;
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
 * Tells a mail server that is away from one that refuses a mail, for now or for good.
 *
 * <p>Of what the mail server says only the codes are passed on, and never the exception itself: the text may quote the
 * address or the mail, and failures are logged and kept with the dead letter.
 */
final class SmtpFailures {

    /** The server ends its service, or does not accept our log-in: no mail can be the reason. */
    private static final Set<Integer> ABOUT_ALL = Set.of(421, 432, 454, 530, 534, 535, 538);

    private static final Pattern ENHANCED_CODE = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private SmtpFailures() {}

    /** Before a mail was begun: no connection, a greeting that is a refusal, no log-in. */
    static RuntimeException whileConnecting(MessagingException failure) {
        return failure instanceof AuthenticationFailedException
                ? ProviderUnavailableException.unreachable("the mail server did not accept our log-in", null)
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
                return new PermanentFailure("the mail server refused the mail for good: " + codes(reply, cause));
            }
            if (reply >= 400) {
                return new RetryLaterException("the mail server put the mail off: " + codes(reply, cause), null, false);
            }
            if (cause instanceof ParseException) {
                return new PermanentFailure("the mail can't be written: an address or header is not valid");
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
}
