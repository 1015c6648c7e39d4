package io.orderflow.messaging;

import io.orderflow.messages.PaymentCompleted;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the order in which messages got their permits. */
public class PacedHandler implements TransactionalHandler<PaymentCompleted> {

    private final List<Handled> handled = new CopyOnWriteArrayList<>();

    /** @param at by {@link System#nanoTime} */
    public record Handled(UUID id, long at) {}

    @Override
    public String consumer() {
        return "paced";
    }

    @Override
    public Class<PaymentCompleted> type() {
        return PaymentCompleted.class;
    }

    @Override
    public void handle(PaymentCompleted message) {
        handled.add(new Handled(message.id(), System.nanoTime()));
    }

    public List<Handled> handled() {
        return handled;
    }

    public List<UUID> ids() {
        return handled.stream().map(Handled::id).toList();
    }
}
