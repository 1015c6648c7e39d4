package io.orderflow.order.live;

import io.orderflow.order.Orders;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which orders come, and how fast, as the database knows it: in all replicas together. */
class OrderFlow {

    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Limit LATEST = Limit.of(20);

    private final Orders orders;
    private final JdbcClient jdbc;
    private final Clock clock;

    OrderFlow(Orders orders, JdbcClient jdbc, Clock clock) {
        this.orders = orders;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Null while the database is away. */
    Double acceptedPerSecond() {
        try {
            long placed = jdbc.sql("select count(*) from orders where placed_at > ?")
                    .param(Timestamp.from(clock.instant().minus(WINDOW)))
                    .query(Long.class)
                    .single();
            return placed / (double) WINDOW.toSeconds();
        } catch (DataAccessException e) {
            return null;
        }
    }

    /** Empty while the database is away. */
    Optional<List<LatestOrder>> latest() {
        try {
            return Optional.of(orders.newestFirst(null, null, LATEST).stream()
                    .map(LatestOrder::of)
                    .toList());
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }
}
