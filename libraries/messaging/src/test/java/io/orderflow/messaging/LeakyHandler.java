package io.orderflow.messaging;

import io.orderflow.messages.PasswordReset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Fails with an exception that quotes a secret, as exceptions of libraries may do. */
public class LeakyHandler implements TransactionalHandler<PasswordReset> {

    private final List<String> reasons = new CopyOnWriteArrayList<>();

    @Override
    public String consumer() {
        return "demo";
    }

    @Override
    public Class<PasswordReset> type() {
        return PasswordReset.class;
    }

    @Override
    public void handle(PasswordReset message) {
        throw new IllegalArgumentException("no page at https://shop.example?token="
                + message.resetToken().replace("+", "%2B") + " or " + message.resetToken());
    }

    @Override
    public void onDeadLetter(PasswordReset message, String reason) {
        reasons.add(reason);
    }

    /** Deletes the reasons that other tests have caused. */
    public void forget() {
        reasons.clear();
    }

    /** The reasons that the handler received with its dead letters. */
    public List<String> reasons() {
        return reasons;
    }
}
