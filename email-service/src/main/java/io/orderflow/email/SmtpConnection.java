package io.orderflow.email;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the mail server that waits longer for its last answer than for the others. Once the server has the whole mail, it may
 * deliver the mail without answering. So giving up early makes duplicates (RFC 5321, section 4.5.3.2.6, and RFC 1047).
 */
final class SmtpConnection extends SMTPTransport {

    private final Duration lastAnswerIn;

    @SuppressWarnings("NullAway.Init") // open() sets it.
    private Socket socket;

    private boolean transferred;

    private SmtpConnection(Session session, URLName server, Duration lastAnswerIn) {
        super(session, server);
        this.lastAnswerIn = lastAnswerIn;
    }

    /** @param user null if the server needs no login */
    static SmtpConnection open(
            Session session,
            @Nullable String host,
            int port,
            @Nullable String user,
            @Nullable String password,
            Duration lastAnswerIn)
            throws MessagingException {
        SmtpConnection connection =
                new SmtpConnection(session, new URLName("smtp", host, port, null, user, password), lastAnswerIn);
        RememberingSocketFactory.installIn(session.getProperties());
        connection.connect(host, port, user, password);
        connection.socket = RememberingSocketFactory.latestOfThisThread();
        return connection;
    }

    /** Whether the whole content of the latest mail is with the server, so that its outcome is unknown without an answer. */
    synchronized boolean hasTransferred() {
        return transferred;
    }

    @Override
    public synchronized void sendMessage(Message mail, Address[] recipients) throws MessagingException {
        transferred = false;
        super.sendMessage(mail, recipients);
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        int usual = socket.getSoTimeout();
        // Also holds for the encrypted socket above this one.
        socket.setSoTimeout(Math.toIntExact(lastAnswerIn.toMillis()));
        transferred = true;
        super.finishData();
        socket.setSoTimeout(usual);
    }
}
