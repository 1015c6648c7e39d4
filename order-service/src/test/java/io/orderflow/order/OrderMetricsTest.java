package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.messages.Priority;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@OrderServiceTest
class OrderMetricsTest {

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void countsAnOrderOnceIfItIsSentTwice() {
        double vipBefore = placed("VIP");
        double bulkBefore = placed("BULK");
        String key = UUID.randomUUID().toString();

        placement.placeOnce(TestOrders.newOrder(Priority.VIP), key);
        placement.placeOnce(TestOrders.newOrder(Priority.VIP), key);

        assertThat(placed("VIP") - vipBefore).isEqualTo(1);
        assertThat(placed("BULK") - bulkBefore).isZero();
    }

    @Test
    void countsOrdersByState() {
        placement.place(TestOrders.newOrder(Priority.REGULAR));

        // Uses its own metrics: those of the service count only every 15 seconds.
        MeterRegistry mine = new SimpleMeterRegistry();
        new OrderMetrics(mine, jdbc);
        double all = 0;
        for (String status : List.of("PLACED", "PAID", "PAYMENT_FAILED", "SHIPPED")) {
            double counted =
                    mine.get("orderflow.orders").tag("status", status).gauge().value();
            assertThat(counted).as(status).isEqualTo(inTable(status));
            all += counted;
        }
        assertThat(all).isPositive();
    }

    private double placed(String priority) {
        return meters.get("orderflow.orders.placed")
                .tag("priority", priority)
                .counter()
                .count();
    }

    private long inTable(String status) {
        return jdbc.sql("select count(*) from orders where status = ?")
                .param(status)
                .query(Long.class)
                .single();
    }
}
