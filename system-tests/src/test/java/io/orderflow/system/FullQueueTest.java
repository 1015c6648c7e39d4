package io.orderflow.system;

import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A queue that has reached a length limit refuses messages. */
class FullQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Before 4.0, the broker goes on refusing on the channel on which it has refused. */
    @Test
    void ordersGoOnWhenTheLimitIsRemovedFromTheFullQueue() throws Exception {
        try (Queues broker = new Queues()) {
            Operators.pause(Orderflow.PAYMENTS, "payment");
            broker.limitLength("payment.regular", 3);
            List<UUID> orders;
            try {
                orders = place(12);
                await().atMost(PATIENCE).until(() -> Books.putBack("orders") > 0);
            } finally {
                broker.unlimitLength();
            }
            await().atMost(PATIENCE).until(() -> Books.outbox("orders") == 0);

            Operators.resume(Orderflow.PAYMENTS, "payment");
            await().atMost(PATIENCE).until(() -> Books.orders(orders, "PAID", "SENT") == orders.size());
        } finally {
            Operators.resume(Orderflow.PAYMENTS, "payment");
        }
    }

    private static List<UUID> place(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Shop.place("full@example.org", "pm_card_visa"))
                .toList();
    }
}
