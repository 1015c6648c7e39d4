package io.orderflow.email;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;

/** What the handlers of this service have in common: each says what mail a message asks for, and no more. */
abstract class MailHandler<M extends Message> implements MessageHandler<M> {

    private final Mailer mailer;

    MailHandler(Mailer mailer) {
        this.mailer = mailer;
    }

    abstract Mail mail(M message);

    @Override
    public String consumer() {
        return "email";
    }

    @Override
    public void handle(M message, Permit permit) {
        mailer.send(message, mail(message), permit);
    }

    @Override
    public void onDeadLetter(M message, String reason) {
        mailer.giveUp(message, reason);
    }
}
