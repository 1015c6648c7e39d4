package io.orderflow.messaging.inbox;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Knows what was handled, so that a message delivered again is handled once. */
public class Inbox {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Inbox(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Does the work and records the message as handled, in one transaction; or does nothing where that was done before.
     * A second delivery that comes while the first is being handled, here or in another replica, waits for the first
     * and then does nothing, or takes over if the first failed.
     */
    public void once(String consumer, UUID messageId, Runnable work) {
        transaction.executeWithoutResult(status -> {
            // Not "look, then insert": between the two another replica can do the same. And no duplicate-key error
            // either: on PostgreSQL it would abort the transaction.
            int added = jdbc.sql(
                            "insert into messaging.inbox (consumer, message_id) values (?, ?) on conflict do nothing")
                    .params(consumer, messageId)
                    .update();
            if (added == 1) {
                work.run();
            }
        });
    }

    /** Whether it was handled. */
    public boolean knows(String consumer, UUID messageId) {
        return jdbc.sql("select exists (select from messaging.inbox where consumer = ? and message_id = ?)")
                .params(consumer, messageId)
                .query(Boolean.class)
                .single();
    }

    int forgetOlderThan(Duration age) {
        return jdbc.sql("delete from messaging.inbox where handled_at < clock_timestamp() - ? * interval '1 second'")
                .param(age.toSeconds())
                .update();
    }
}
