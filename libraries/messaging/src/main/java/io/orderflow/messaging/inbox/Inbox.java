package io.orderflow.messaging.inbox;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers which messages were handled, so that a redelivered message is handled once. */
public class Inbox {

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

    /**
     * Forgets messages that were handled that long ago. It remembers a message as long as a copy of it is a dead letter, because an
     * operator may redrive the copy at any time. The redrive then sets {@code handled_at}, so that the message is remembered for as
     * long as the copy may be on its way.
     */
    int forgetOlderThan(Duration age, int atMost) {
        return jdbc.sql("""
                delete from messaging.inbox
                 where ctid = any (array(select ctid from messaging.inbox handled
                                          where handled_at < clock_timestamp() - ? * interval '1 second'
                                            and not exists (select from messaging.dead_letter dead
                                                             where dead.consumer = handled.consumer
                                                               and dead.message_id = handled.message_id::text)
                                          limit ?))""").params(age.toSeconds(), atMost).update();
    }
}
