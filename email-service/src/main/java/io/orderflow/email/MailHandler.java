package io.orderflow.email;

import io.orderflow.messages.Message;
import io.orderflow.messaging.EffectHandler;
import io.orderflow.messaging.Provider;
import io.orderflow.messaging.ratelimit.Permit;

/** The common base of this service's handlers: each describes the mail that its message requests. */
abstract class MailHandler<M extends Message> implements EffectHandler<M, Mailer.Sent> {

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
    public Provider provider() {
        return mailer.mailServer();
    }

    @Override
    public boolean begin(M message) {
        return mailer.isUnsent(message);
    }

    @Override
    public Mailer.Sent perform(M message, Permit permit) {
        return mailer.send(message, mail(message), permit);
    }

    @Override
    public void record(M message, Mailer.Sent sent) {
        mailer.record(message, sent);
    }

    @Override
    public void onDeadLetter(M message, String reason) {
        mailer.giveUp(message, reason);
    }
}
