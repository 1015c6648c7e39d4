package io.orderflow.messaging.inbox;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers which messages were handled, so that a redelivered message is handled once. */
public class Inbox {

    /** A statement may take 15 s. */
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Inbox(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Runs the work and records the message as handled, in one transaction. Does nothing if the message was handled before.
     *
     * <p>If a second delivery arrives during the first, in this or another replica, the second waits for the first. Then it does
     * nothing, or does the work if the first failed.
     */
    public void once(String consumer, UUID messageId, Runnable work) {
        transaction.executeWithoutResult(status -> {
            // A select before the insert would race with other replicas. A duplicate-key error would abort the
            // transaction on PostgreSQL.
            int added = jdbc.sql(
                            "insert into messaging.inbox (consumer, message_id) values (?, ?) on conflict do nothing")
                    .params(consumer, messageId)
                    .update();
            if (added == 1) {
                work.run();
            }
        });
    }

    /** Whether the consumer has handled the message. */
    public boolean knows(String consumer, UUID messageId) {
        return jdbc.sql("select exists (select from messaging.inbox where consumer = ? and message_id = ?)")
                .params(consumer, messageId)
                .query(Boolean.class)
                .single();
    }

    int forgetOlderThan(Duration age) {
        int all = 0;
        int some;
        do {
            some = forgetSomeOlderThan(age);
            all += some;
        } while (some == FORGOTTEN_AT_ONCE);
        return all;
    }

    private int forgetSomeOlderThan(Duration age) {
        return jdbc.sql("""
                delete from messaging.inbox
                 where ctid = any (array(select ctid from messaging.inbox
                                          where handled_at < clock_timestamp() - ? * interval '1 second'
                                          limit ?))""").params(age.toSeconds(), FORGOTTEN_AT_ONCE).update();
    }
}
