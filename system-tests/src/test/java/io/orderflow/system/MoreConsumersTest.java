package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.PrivateFiles;
import io.orderflow.launcher.Orderflow;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same orders fan out to three more consumers, which run with a user of their own. */
class MoreConsumersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @BeforeAll
    static void isOn() {
        TestSystem.startAndAwait(Orderflow.MORE_CONSUMERS);
    }

    @Test
    void anOrderReachesPaymentMailInventorySmsAndAnalytics() {
        long countedBefore = countedOrders() + countedPayments();
        UUID order = Shop.place("more@example.org", "pm_card_visa");

        await().atMost(PATIENCE).until(() -> Shop.state(order).equals("PAID/SENT"));
        await().atMost(PATIENCE).until(() -> isTakenFromStock(order));
        await().atMost(PATIENCE).until(() -> isTold("We have your order " + order));
        await().atMost(PATIENCE).until(() -> countedOrders() + countedPayments() >= countedBefore + 2);
    }

    @Test
    void eachConsumerHasItsOwnQueuesAndDeadLetters() throws Exception {
        TestSystem.get();
        try (Queues queues = new Queues()) {
            for (String consumer : List.of("inventory", "sms", "analytics")) {
                for (String queue : List.of(".vip", ".regular", ".bulk", ".retry.2s", ".retry.4s", ".dlq")) {
                    // Throws if there is no such queue.
                    assertThat(queues.size(consumer + queue))
                            .as(consumer + queue)
                            .isNotNegative();
                }
            }
        }
    }

    private static boolean isTakenFromStock(UUID order) {
        return TestSystem.database("more")
                .sql("select exists (select from stock_taken where order_id = ?)")
                .param(order)
                .query(Boolean.class)
                .single();
    }

    private static boolean isTold(String text) {
        return PrivateFiles.read(
                        TestSystem.get().service(Orderflow.MORE_CONSUMERS).log())
                .orElse("")
                .contains(text);
    }

    private static long countedOrders() {
        return count("orders");
    }

    private static long countedPayments() {
        return count("payments_completed");
    }

    private static long count(String column) {
        return TestSystem.database("more")
                .sql("select coalesce(sum(%s), 0) from order_minute".formatted(column))
                .query(Long.class)
                .single();
    }
}
