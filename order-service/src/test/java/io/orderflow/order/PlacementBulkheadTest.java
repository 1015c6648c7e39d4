package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class PlacementBulkheadTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int MANY = 20;

    private final List<Integer> served = new CopyOnWriteArrayList<>();

    @Test
    void servesWhoCameFirst() throws Exception {
        PlacementBulkhead bulkhead = bulkhead(1, LONG);
        CountDownLatch first = new CountDownLatch(1);
        List<Thread> customers = new ArrayList<>();
        // This one comes again at once, while all others wait, and must not get in between.
        customers.add(waiting(() -> {
            bulkhead.inTurn(() -> awaited(first));
            bulkhead.inTurn(() -> served.add(MANY));
        }));
        for (int i = 0; i < MANY; i++) {
            int customer = i;
            customers.add(waiting(() -> bulkhead.inTurn(() -> served.add(customer))));
        }

        assertThat(bulkhead.waiting()).isEqualTo(MANY);
        first.countDown();

        for (Thread customer : customers) {
            customer.join();
        }
        assertThat(served).hasSize(MANY + 1).isSorted();
    }

    @Test
    void letsSoManyInAtOnce() {
        PlacementBulkhead bulkhead = bulkhead(2, SHORT);

        bulkhead.inTurn(() -> bulkhead.inTurn(() -> served.add(1)));

        assertThatThrownBy(() -> bulkhead.inTurn(() -> bulkhead.inTurn(() -> bulkhead.inTurn(() -> served.add(2)))))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(served).containsExactly(1);
    }

    @Test
    void hasRoomAgainAfterAFailure() {
        PlacementBulkhead bulkhead = bulkhead(1, SHORT);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> bulkhead.inTurn(() -> {
                        throw new IllegalStateException("no");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static PlacementBulkhead bulkhead(int placedAtOnce, Duration patience) {
        return new PlacementBulkhead(new OrderSettings(placedAtOnce, Duration.ofDays(1)), patience);
    }

    private static Thread waiting(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        await().until(() ->
                thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
