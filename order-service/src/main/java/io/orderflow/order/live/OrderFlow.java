package io.orderflow.order.live;

import io.orderflow.messaging.status.PolledValue;
import io.orderflow.order.Orders;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rate of accepted orders and the latest orders in the database, so for all replicas together. Getters return the last values read.
 */
class OrderFlow {

    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Limit LATEST = Limit.of(20);

    private final Orders orders;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final PolledValue<Double> accepted;
    private volatile List<LatestOrder> latest = List.of();

    OrderFlow(Orders orders, JdbcClient jdbc, Clock clock) {
        this.orders = orders;
        this.jdbc = jdbc;
        this.clock = clock;
        this.accepted = new PolledValue<>(this::count, clock);
    }

    /** To be called once a second. */
    void look(boolean alsoAtTheLatest) {
        accepted.look();
        if (alsoAtTheLatest && accepted.seen() != null) {
            latest = orders.newestFirst(null, null, LATEST).stream()
                    .map(LatestOrder::of)
                    .toList();
        }
    }

    private double count() {
        long placed = jdbc.sql("select count(*) from orders where placed_at > ?")
                .param(Timestamp.from(clock.instant().minus(WINDOW)))
                .query(Long.class)
                .single();
        return placed / (double) WINDOW.toSeconds();
    }

    /** Null while the database is unavailable. */
    Double acceptedPerSecond() {
        return accepted.seen();
    }

    /** While the database is unavailable, the last orders read. */
    List<LatestOrder> latest() {
        return latest;
    }
}
