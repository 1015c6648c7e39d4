package io.orderflow.chaos;

import io.orderflow.backing.DatabaseCredentials;
import io.orderflow.launcher.Sql;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the data directly, without the services. */
final class BooksReader {

    private final Function<String, DatabaseCredentials> databases;
    private final ManagementApi broker;
    private final Mails mails;

    BooksReader(Function<String, DatabaseCredentials> databases, ManagementApi broker, Mails mails) {
        this.databases = databases;
        this.broker = broker;
        this.mails = mails;
    }

    Ledger read() throws IOException, InterruptedException {
        Map<UUID, String> keys = new HashMap<>();
        each("orders", "select id, idempotency_key from orders", row -> keys.put(order(row), row.getString(2)));

        Map<UUID, Map<String, Integer>> results = new HashMap<>();
        each(
                "orders",
                """
                select order_id, type, count(*) from order_event
                 where type in ('PaymentCompleted', 'PaymentFailed', 'ConfirmationSent', 'ConfirmationFailed')
                 group by order_id, type""",
                row -> results.computeIfAbsent(order(row), id -> new HashMap<>())
                        .put(row.getString(2), row.getInt(3)));

        Map<UUID, Ledger.Payment> payments = new HashMap<>();
        each(
                "payments",
                "select order_id, status, charge_id from payment",
                row -> payments.put(order(row), new Ledger.Payment(row.getString(2), row.getString(3))));

        // A reference is "order-", the order's id, and possibly a suffix.
        Map<UUID, List<String>> charges = new HashMap<>();
        each(
                "payments",
                "select substring(reference from 7 for 36)::uuid, id from gateway.charge",
                row -> add(charges, Objects.requireNonNull(order(row)), row.getString(2)));

        return new Ledger(
                keys,
                payments,
                charges,
                results,
                deadLetters(),
                sent("order_confirmation"),
                sent("payment_failed"),
                mails.all(),
                waiting());
    }

    private Map<UUID, List<String>> sent(String type) {
        Map<UUID, List<String>> sent = new HashMap<>();
        each(
                "emails",
                "select correlation_id, smtp_message_id from sent_email where type = '%s'".formatted(type),
                row -> add(sent, Objects.requireNonNull(order(row)), row.getString(2)));
        return sent;
    }

    private List<Ledger.DeadLetter> deadLetters() {
        List<Ledger.DeadLetter> letters = new ArrayList<>();
        for (String database : FaultTarget.DATABASES) {
            each(
                    database,
                    "select correlation_id, consumer, message_id, type, reason from messaging.dead_letter",
                    row -> letters.add(new Ledger.DeadLetter(
                            row.getString(2), row.getString(3), order(row), row.getString(4), row.getString(5))));
        }
        return letters;
    }

    /** The non-empty outboxes, queues and delayed jobs, by name. */
    Map<String, Long> waiting() throws IOException, InterruptedException {
        Map<String, Long> waiting = new TreeMap<>(broker.messages());
        for (String database : FaultTarget.DATABASES) {
            each(
                    database,
                    "select count(*) from messaging.outbox",
                    row -> waiting.put("outbox of " + database, row.getLong(1)));
        }
        // Skips the jobs of order-service: they are reminders that become due after the run.
        for (String database : List.of("payments", "emails")) {
            each(
                    database,
                    "select count(*) from messaging.delayed_job",
                    row -> waiting.put("delayed jobs of " + database, row.getLong(1)));
        }
        waiting.values().removeIf(messages -> messages == 0);
        return waiting;
    }

    private static @Nullable UUID order(ResultSet row) throws SQLException {
        String id = row.getString(1);
        return id == null ? null : UUID.fromString(id);
    }

    private static void add(Map<UUID, List<String>> lists, UUID order, String value) {
        lists.computeIfAbsent(order, id -> new ArrayList<>()).add(value);
    }

    private void each(String database, String query, Sql.Row row) {
        new Sql(databases.apply(database)).each(query, row);
    }

    @FunctionalInterface
    interface Mails {
        List<MailRecord.Arrived> all() throws IOException;
    }
}
