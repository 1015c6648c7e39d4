package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system of its own, because it must have just started. */
class FirstMinuteTest {

    private static final int ORDERS = 1_000;
    private static final int ORDERS_A_SECOND = 100;

    @TempDir
    private Path home;

    @Test
    void acceptsTheSpikeRightAfterTheStartAndLosesNothing() throws Exception {
        try (Orderflow system = Orderflow.builder(home)
                .archivesLater()
                .setting(Orderflow.PAYMENTS, "ORDERFLOW_CONSUMERS_PAYMENT_LIMITPERSECOND", "100")
                .setting(Orderflow.EMAILS, "ORDERFLOW_CONSUMERS_EMAIL_LIMITPERSECOND", "100")
                .start()) {
            List<UUID> accepted = Customers.place(
                    ORDERS, ORDERS_A_SECOND, () -> Shop.placeAt(system.orderApi(), "first@example.org"));

            assertThat(accepted).hasSize(ORDERS).doesNotHaveDuplicates();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(done(system)).isEqualTo(ORDERS));
        }
    }

    /** Orders that are paid, and whose confirmation is sent. */
    private static int done(Orderflow system) {
        return TestSystem.database(system, "orders")
                .sql("select count(*) from orders where status = 'PAID' and confirmation = 'SENT'")
                .query(Integer.class)
                .single();
    }
}
