package io.orderflow.messaging.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messaging.outbox.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class StatusPollerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<ServiceState> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private StatusPoller watch;

    @AfterEach
    void stop() {
        answer.countDown();
        watch.stop();
    }

    @Test
    void pollsOnceForAllReaders() {
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger asks = new AtomicInteger();
        watch = new StatusPoller(
                List::of,
                () -> new Backlog(looks.incrementAndGet(), 0),
                List::of,
                List.of(seen::add),
                Clock.systemUTC());
        watch.start();

        await().atMost(PATIENCE).until(() -> {
            for (int i = 0; i < 100; i++) {
                watch.state();
                asks.incrementAndGet();
            }
            return seen.size() >= 3;
        });
        assertThat(looks.get()).isPositive().isLessThan(asks.get() / 100);
    }

    @Test
    void knowsTheOutboxWhileTheBrokerIsAway() {
        watch = new StatusPoller(
                () -> {
                    throw new IllegalStateException("no broker");
                },
                () -> new Backlog(7, 1.5),
                List::of,
                List.of(seen::add),
                Clock.systemUTC());
        watch.start();

        await().atMost(PATIENCE).until(() -> watch.state().outbox() != null);
        assertThat(watch.state().outbox()).isEqualTo(new Backlog(7, 1.5));
        assertThat(watch.state().consumers()).isNull();
    }

    @Test
    void goesOnAfterAListenerFailed() {
        watch = new StatusPoller(
                List::of,
                () -> new Backlog(0, 0),
                List::of,
                List.of(state -> {
                    seen.add(state);
                    throw new IllegalStateException("a listener's mistake");
                }),
                Clock.systemUTC());
        watch.start();

        await().atMost(PATIENCE).until(() -> seen.size() >= 2);
    }

    @Test
    void returnsNoStaleStateAndBlocksNoReader() {
        AtomicInteger looks = new AtomicInteger();
        watch = new StatusPoller(
                () -> {
                    if (looks.incrementAndGet() > 1) {
                        awaitAnswer();
                    }
                    return List.of();
                },
                () -> new Backlog(0, 0),
                List::of,
                List.of(seen::add),
                Clock.systemUTC());
        watch.start();

        await().atMost(PATIENCE).until(() -> watch.state().consumers() != null);
        await().atMost(PATIENCE).until(() -> watch.state().consumers() == null);
        int told = seen.size();
        await().atMost(PATIENCE).until(() -> seen.size() >= told + 3);
        assertThat(seen.get(seen.size() - 1).outbox())
                .as("what does not wait goes on")
                .isNotNull();
        assertThat(answer.getCount()).as("it is still being looked").isEqualTo(1);
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
