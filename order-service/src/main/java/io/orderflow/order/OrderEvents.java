package io.orderflow.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The append-only table of events. The database rejects updates and deletes. */
@Repository
class OrderEvents {

    private static final String SELECT = "select order_id, type, data, at, recorded_at, cause from order_event ";
    private static final int ROWS_AT_ONCE = 5_000;

    private final JdbcClient jdbc;

    OrderEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if the same message has already caused the same event */
    boolean append(UUID orderId, OrderEvent event, Instant at, String cause) {
        return jdbc.sql("""
                insert into order_event (order_id, type, data, at, cause)
                values (?, ?, ?::jsonb, ?, ?)
                on conflict do nothing""")
                        .params(orderId, EventCodec.type(event), EventCodec.write(event), Timestamp.from(at), cause)
                        .update()
                == 1;
    }

    List<RecordedEvent> of(UUID orderId) {
        return jdbc.sql(SELECT + "where order_id = ? order by id")
                .param(orderId)
                .query(OrderEvents::event)
                .list();
    }

    /** All events, grouped by order. Fetches a few rows at a time, in the transaction of the caller. */
    Stream<RecordedEvent> byOrder() {
        return jdbc
                .sql(SELECT + "order by order_id, id")
                .withFetchSize(ROWS_AT_ONCE)
                .query(OrderEvents::event)
                .stream();
    }

    private static RecordedEvent event(ResultSet row, int number) throws SQLException {
        return new RecordedEvent(
                row.getObject("order_id", UUID.class),
                EventCodec.read(row.getString("type"), row.getString("data")),
                row.getTimestamp("at").toInstant(),
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("cause"));
    }
}
