package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A firewall, a proxy or a machine that fails may forget a connection without closing it. */
class ForgottenConnectionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** A service that has not stopped by then is killed. */
    private static final Duration KILLED_AFTER = Duration.ofSeconds(40);

    private static final String CUSTOMER = "forgotten@example.org";

    @Test
    void delayOrdersAndTheirPaymentsByLessThanAMinute() {
        awaitDone(List.of(Shop.place(CUSTOMER, "pm_card_visa")));

        TestSystem.forgetConnections();

        List<UUID> orders = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            orders.add(Shop.place(CUSTOMER, "pm_card_visa"));
            assertThat(orders).hasSize(20);
        });
        awaitDone(orders);
        assertThat(Books.charges(orders)).isEqualTo(20);
        assertThat(Books.outbox("orders")).isZero();
    }

    @Test
    void delayNoStopForLong() {
        List<UUID> orders = IntStream.range(0, 20)
                .mapToObj(i -> Shop.place(CUSTOMER, "pm_card_visa"))
                .toList();
        TestSystem.forgetConnections();

        assertThat(Stream.of(Orderflow.ORDERS, Orderflow.PAYMENTS).parallel().map(ForgottenConnectionsTest::timeToStop))
                .allSatisfy(time -> assertThat(time).isLessThan(KILLED_AFTER));

        TestSystem.startAndAwait(Orderflow.ORDERS);
        TestSystem.startAndAwait(Orderflow.PAYMENTS);
        awaitDone(orders);
        assertThat(Books.charges(orders)).isEqualTo(20);
    }

    private static Duration timeToStop(String service) {
        long begun = System.nanoTime();
        TestSystem.stop(service);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void awaitDone(List<UUID> orders) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Books.orders(orders, "PAID", "SENT") == orders.size());
    }
}
