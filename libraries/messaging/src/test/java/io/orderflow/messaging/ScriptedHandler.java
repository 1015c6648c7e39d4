package io.orderflow.messaging;

import io.orderflow.messages.PaymentFailed;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A scripted handler: the reason in the message decides the outcome, "ok", "fail twice", "fail always" or "refuse". Tests can
 * read all its calls and rows.
 */
public class ScriptedHandler implements TransactionalHandler<PaymentFailed> {

    private final List<PaymentFailed> calls = new CopyOnWriteArrayList<>();

    private JdbcClient jdbc;

    @Autowired
    void setJdbc(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("create table if not exists effect (message_id uuid, what text)")
                .update();
    }

    @Override
    public String consumer() {
        return "demo";
    }

    @Override
    public Class<PaymentFailed> type() {
        return PaymentFailed.class;
    }

    @Override
    public void handle(PaymentFailed message) {
        calls.add(message);
        write(message, "handled");
        switch (message.reason()) {
            case "ok" -> {}
            case "refuse" -> throw new NonRetryableException("this can't be done");
            case "fail always" -> throw new IllegalStateException("not today");
            case "fail twice" -> {
                if (callsFor(message.id()) <= 2) {
                    throw new IllegalStateException("not yet");
                }
            }
            default -> throw new IllegalArgumentException("no such script");
        }
    }

    @Override
    public void onDeadLetter(PaymentFailed message, String reason) {
        write(message, "dead: " + reason);
    }

    private void write(PaymentFailed message, String what) {
        jdbc.sql("insert into effect values (?, ?)").params(message.id(), what).update();
    }

    /** The effects that were committed for this message. */
    List<String> effects(UUID messageId) {
        return jdbc.sql("select what from effect where message_id = ?")
                .param(messageId)
                .query(String.class)
                .list();
    }

    public long callsFor(UUID messageId) {
        return calls.stream().filter(it -> it.id().equals(messageId)).count();
    }

    List<PaymentFailed> calls() {
        return calls;
    }
}
