package io.orderflow.system;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads the databases directly, without the services. */
final class Books {

    private Books() {}

    /** The times when the charges of these orders began, by payment-service's clock, sorted. */
    static List<Instant> chargeStarts(Collection<UUID> orders) {
        return TestSystem.database("payments")
                .sql("""
                        select started_at from gateway.attempt
                         where reference in (select 'order-' || unnest(?::uuid[]))
                         order by started_at""")
                .param(array(orders))
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .list();
    }

    /** How many charges the gateway has made for these orders. */
    static int charges(Collection<UUID> orders) {
        return TestSystem.database("payments")
                .sql("select count(*) from gateway.charge where reference in (select 'order-' || unnest(?::uuid[]))")
                .param(array(orders))
                .query(Integer.class)
                .single();
    }

    /** The times when the mails of these orders began, by email-service's clock, sorted. */
    static List<Instant> mailStarts(Collection<UUID> orders) {
        return TestSystem.database("emails")
                .sql("select started_at from sent_email where correlation_id = any(?::uuid[]) order by started_at")
                .param(array(orders))
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .list();
    }

    /** How many of these orders are in this state, such as PAID and SENT. */
    static int orders(Collection<UUID> orders, String status, String confirmation) {
        return TestSystem.database("orders")
                .sql("select count(*) from orders where id = any(?::uuid[]) and status = ? and confirmation = ?")
                .params(array(orders), status, confirmation)
                .query(Integer.class)
                .single();
    }

    /** How many messages wait in a service's outbox. */
    static int outbox(String database) {
        return TestSystem.database(database)
                .sql("select count(*) from messaging.outbox")
                .query(Integer.class)
                .single();
    }

    /** How many messages went back into a service's outbox, because the broker did not deliver them. */
    static int putBack(String database) {
        return TestSystem.database(database)
                .sql("select count(*) from messaging.outbox where failures > 0")
                .query(Integer.class)
                .single();
    }

    private static String array(Collection<UUID> ids) {
        return "{" + String.join(",", ids.stream().map(UUID::toString).toList()) + "}";
    }
}
