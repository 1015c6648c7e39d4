package io.orderflow.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rebuilds all orders from their events into a temporary table and reports orders whose state does not match their events. Reads one
 * snapshot of the database, so services can place and pay orders meanwhile. Keeps only a few orders in memory.
 */
@Service
public class OrderReplay {

    private static final int ORDERS_AT_ONCE = 2_000;
    private static final int DIFFERENCES_SHOWN = 20;
    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(10);

    private static final String DIFFERENT = """
              from orders o full join replayed_orders r on o.id = r.id
             where o::text is distinct from r::text""";

    private final OrderEvents events;
    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    OrderReplay(OrderEvents events, JdbcTemplate jdbc) {
        this.events = events;
        this.jdbc = jdbc;
    }

    /**
     * @param orders the number of orders
     * @param different the first orders that differ, by field
     * @param differences how many orders differ
     */
    public record Verdict(long orders, List<Difference> different, long differences) {}

    /** @param field the column; {@code id} if only one of the tables has the order */
    public record Difference(
            UUID id,
            String field,
            @Nullable String is,
            @Nullable @JsonProperty("should be") String shouldBe) {}

    /**
     * @param progress receives the number of rebuilt orders after each batch
     * @throws OrderConflictException if a replay is already running in this or another replica
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public Verdict run(LongConsumer progress) {
        allowLongStatements();
        beTheOnlyOne();
        jdbc.execute("create temporary table replayed_orders (like orders) on commit drop");
        long orders = rebuild(progress);
        jdbc.execute("analyze replayed_orders");
        return new Verdict(orders, someDifferences(), countDifferences());
    }

    /** The comparison of all orders takes longer than other statements may. */
    private void allowLongStatements() {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_STATEMENT.toMillis()));
            return true;
        });
        jdbc.execute("set local statement_timeout = " + LONGEST_STATEMENT.toMillis());
    }

    private void beTheOnlyOne() {
        Boolean free = jdbc.queryForObject(
                "select pg_try_advisory_xact_lock(hashtextextended('orderflow.replay', 0))", Boolean.class);
        if (!Boolean.TRUE.equals(free)) {
            throw new OrderConflictException("a replay is running already");
        }
    }

    private long rebuild(LongConsumer progress) {
        long stored = 0;
        List<Order> batch = new ArrayList<>(ORDERS_AT_ONCE);
        try (Stream<RecordedEvent> all = events.byOrder()) {
            Order order = null;
            for (Iterator<RecordedEvent> it = all.iterator(); it.hasNext(); ) {
                RecordedEvent event = it.next();
                if (order == null || !order.id().equals(event.orderId())) {
                    if (batch.size() == ORDERS_AT_ONCE) {
                        store(batch);
                        stored += batch.size();
                        batch.clear();
                        progress.accept(stored);
                    }
                    order = new Order(event.orderId());
                    batch.add(order);
                }
                order.apply(event.event(), event.at());
            }
        }
        store(batch);
        return stored + batch.size();
    }

    private void store(List<Order> orders) {
        jdbc.batchUpdate("""
                insert into replayed_orders (id, idempotency_key, request_hash, customer_email, priority, currency, total,
                                             items, status, failure_reason, confirmation, latest_request, placed_at,
                                             paid_at, failed_at, confirmed_at, shipped_at)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", orders.stream().map(this::row).toList());
    }

    private Object[] row(Order order) {
        return new Object[] {
            order.id(),
            order.idempotencyKey(),
            order.requestHash(),
            order.customerEmail(),
            order.priority().name(),
            order.currency(),
            order.total(),
            json.writeValueAsString(order.items()),
            order.status().name(),
            order.failureReason(),
            order.confirmation().name(),
            order.latestRequest(),
            timestamp(order.placedAt()),
            timestamp(order.paidAt()),
            timestamp(order.failedAt()),
            timestamp(order.confirmedAt()),
            timestamp(order.shippedAt())
        };
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private long countDifferences() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) " + DIFFERENT, Long.class));
    }

    private List<Difference> someDifferences() {
        return jdbc.query(
                """
                with different as (
                    select coalesce(o.id, r.id) as id, to_jsonb(o) as o, to_jsonb(r) as r %s
                     order by 1
                     limit %s)
                select id, 'id' as field, o ->> 'id' as "is", r ->> 'id' as should_be
                  from different
                 where o is null or r is null
                union all
                select id, key, o ->> key, r ->> key
                  from different, jsonb_object_keys(o) as key
                 where (o ->> key) is distinct from (r ->> key) and r is not null
                 order by 1, 2""".formatted(DIFFERENT, DIFFERENCES_SHOWN),
                (row, number) -> new Difference(
                        row.getObject("id", UUID.class),
                        row.getString("field"),
                        row.getString("is"),
                        row.getString("should_be")));
    }
}
