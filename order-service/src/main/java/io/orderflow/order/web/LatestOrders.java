package io.orderflow.order.web;

import io.orderflow.dashboard.OrderFeed;
import io.orderflow.messaging.status.PolledValue;
import io.orderflow.order.Orders;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rate of accepted orders and the latest orders in the database, for the page. */
@Component
class LatestOrders implements OrderFeed {

    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Limit LATEST = Limit.of(20);

    private final Orders orders;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final PolledValue<Double> accepted;
    private volatile List<LatestOrder> latest = List.of();

    LatestOrders(Orders orders, JdbcClient jdbc, Clock clock) {
        this.orders = orders;
        this.jdbc = jdbc;
        this.clock = clock;
        this.accepted = new PolledValue<>(this::count, clock);
    }

    @Override
    public void refresh(boolean withLatest) {
        accepted.poll();
        if (withLatest && accepted.value() != null) {
            latest = orders.newestFirst(null, null, LATEST).stream()
                    .map(LatestOrder::of)
                    .toList();
        }
    }

    private double count() {
        Instant now = clock.instant();
        // A later order was placed before the clock was set back.
        long placed = jdbc.sql("select count(*) from orders where placed_at > ? and placed_at <= ?")
                .params(Timestamp.from(now.minus(WINDOW)), Timestamp.from(now))
                .query(Long.class)
                .single();
        return placed / (double) WINDOW.toSeconds();
    }

    @Override
    public @Nullable Double acceptedPerSecond() {
        return accepted.value();
    }

    @Override
    public List<LatestOrder> latest() {
        return latest;
    }
}
