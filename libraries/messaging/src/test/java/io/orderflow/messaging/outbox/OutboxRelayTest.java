package io.orderflow.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messaging.watchdog.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests when each worker relays a batch. {@link OutboxTest} tests the batches themselves on real parts. */
class OutboxRelayTest {

    private static final int FULL = 500;

    private final OutboxProperties settings =
            new OutboxProperties(FULL, Duration.ofMillis(20), Duration.ofSeconds(5), Duration.ofSeconds(30));
    private final Turns worker = new Turns();
    private final Turns helper = new Turns();
    private final OutboxRelay relay =
            new OutboxRelay(worker, helper, new WakeUpSignal(), settings, new Watchdog(System::nanoTime));

    @AfterEach
    void stop() {
        relay.stop();
    }

    @Test
    void helperIsIdleWithoutAFullBatch() {
        worker.batches.addAll(List.of(FULL - 1, 1, 0, 7));

        relay.start();

        await().until(() -> worker.taken.get() > 10);
        assertThat(helper.taken).hasValue(0);
    }

    @Test
    void helperRelaysOneBatchAfterAFullBatch() {
        worker.batches.addAll(List.of(FULL, 3));

        relay.start();

        await().until(() -> helper.taken.get() == 1);
        await().until(() -> worker.taken.get() > 10);
        assertThat(helper.taken).hasValue(1);
    }

    @Test
    void bothWorkersStopAndClose() {
        relay.start();
        await().until(() -> worker.taken.get() > 0);

        relay.stop();

        assertThat(relay.isRunning()).isFalse();
        assertThat(worker.closed).hasValue(1);
        assertThat(helper.closed).hasValue(1);
        assertThat(helper.taken).hasValue(0);
    }

    /** Returns batches of the given sizes, and empty batches after them. */
    private final class Turns extends RelayWorker {

        private final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        private Turns() {
            super(null, null, null, null, null, settings, null);
        }

        @Override
        int relayBatch() {
            Integer size = batches.poll();
            taken.incrementAndGet();
            return size == null ? 0 : size;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
