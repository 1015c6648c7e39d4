package io.orderflow.system;

import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The optional service, which is stopped during tests with thousands of orders. */
final class MoreConsumers {

    private static final List<String> LIMITED = List.of("inventory", "sms");
    private static final int QUICK = 200;

    private MoreConsumers() {}

    static void stop() {
        TestSystem.stop(Orderflow.MORE_CONSUMERS);
    }

    /** Drains the backlog of these orders first, at a high limit: other tests place an order and wait for it. */
    static void startAndCatchUp() throws IOException, TimeoutException {
        TestSystem.startAndAwait(Orderflow.MORE_CONSUMERS);
        LIMITED.forEach(it -> Operators.limit(Orderflow.MORE_CONSUMERS, it, QUICK));
        try (Queues queues = new Queues()) {
            for (String consumer : LIMITED) {
                await().atMost(Duration.ofMinutes(2)).until(() -> queues.size(consumer + ".regular") == 0);
            }
        }
        LIMITED.forEach(it -> Operators.resetLimit(Orderflow.MORE_CONSUMERS, it));
    }
}
