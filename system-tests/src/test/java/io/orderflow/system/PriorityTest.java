package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How soon important orders are served. The promise is for one replica of each consumer, so this test runs one each. */
class PriorityTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int REGULAR = 300;
    private static final int VIPS = 5;

    @BeforeEach
    void oneReplicaEach() {
        second(Orderflow.PAYMENTS).stop();
        second(Orderflow.EMAILS).stop();
        Operators.usualLimits();
    }

    @AfterEach
    void allReplicasAtTheirLimits() {
        Operators.resetLimits();
        Operators.resume(Orderflow.PAYMENTS, "payment");
        Operators.resume(Orderflow.EMAILS, "email");
        TestSystem.startAndAwait(Orderflow.PAYMENTS);
        TestSystem.startAndAwait(Orderflow.EMAILS);
    }

    record Vip(UUID order, Instant accepted) {}

    @Test
    void aVipOrderIsAmongTheNextTwoDespite200WaitingRegularOrders() {
        List<UUID> orders = new ArrayList<>(regularOrdersThatAllWait());
        List<UUID> regular = List.copyOf(orders);
        List<Vip> vips = new ArrayList<>();
        for (int i = 1; i <= VIPS; i++) {
            int charged = 13 * i;
            await().atMost(PATIENCE).until(() -> Books.charges(regular) >= charged);
            UUID vip = Shop.place("vip@example.org", "pm_card_visa", "VIP");
            vips.add(new Vip(vip, Instant.now()));
            orders.add(vip);
            assertThat(REGULAR - Books.charges(regular))
                    .as("regular orders that wait")
                    .isGreaterThanOrEqualTo(200);
        }
        await().atMost(PATIENCE)
                .until(() -> vips.stream().allMatch(it -> Shop.state(it.order()).equals("PAID/SENT")));

        List<Long> charges = servedBefore(vips, orders, Books::chargeStarts);
        List<Long> mails = servedBefore(vips, orders, Books::mailStarts);
        System.out.printf("system: before each VIP came %s charges and %s mails%n", charges, mails);
        assertThat(charges)
                .as("charges between the acceptance of a VIP order and its charge")
                .allMatch(it -> it <= 1);
        assertThat(mails)
                .as("mails between the acceptance of a VIP order and its mail")
                .allMatch(it -> it <= 1);
        workOff(orders);
    }

    private static List<UUID> regularOrdersThatAllWait() {
        Operators.pause(Orderflow.PAYMENTS, "payment");
        Operators.pause(Orderflow.EMAILS, "email");
        List<UUID> orders = IntStream.range(0, REGULAR)
                .parallel()
                .mapToObj(i -> Shop.place("patient@example.org", "pm_card_visa"))
                .toList();
        // Otherwise VIP orders would wait in the outbox behind this crowd, and not only in the queues.
        await().atMost(PATIENCE).until(() -> Books.outbox("orders") == 0);
        Operators.resume(Orderflow.PAYMENTS, "payment");
        Operators.resume(Orderflow.EMAILS, "email");
        return orders;
    }

    /** How many other orders began between each VIP order's acceptance and its own start. All clocks are of the same machine. */
    private static List<Long> servedBefore(
            List<Vip> vips, Collection<UUID> orders, Function<Collection<UUID>, List<Instant>> starts) {
        List<Instant> all = starts.apply(orders);
        return vips.stream()
                .map(vip -> {
                    Instant own = starts.apply(List.of(vip.order())).get(0);
                    return all.stream()
                            .filter(it -> it.isAfter(vip.accepted()) && it.isBefore(own))
                            .count();
                })
                .toList();
    }

    /** Clears the backlog, so that other tests need not wait for it. */
    private static void workOff(Collection<UUID> orders) {
        Operators.resetLimits();
        await().atMost(PATIENCE).until(() -> Books.orders(orders, "PAID", "SENT") == orders.size());
    }

    private static ServiceProcess second(String service) {
        return TestSystem.get().replicas(service).get(1);
    }
}
