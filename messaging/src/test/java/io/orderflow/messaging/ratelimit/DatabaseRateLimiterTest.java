package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.infrastructure.SharedInfrastructure;
import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.ratelimit.Permit.PermitExpired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@MessagingTest
class DatabaseRateLimiterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Autowired
    private RateLimiters limiters;

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"5, 1, 25", "10, 3, 60", "300, 2, 1500"})
    void letsNoMoreThanTheLimitStartInAnySecondHoweverManyReplicasThereAreAndWhateverTheirClocksSay(
            int limit, int replicas, int effects) throws Exception {
        List<Long> starts = startEffects(limit, replicas, effects);

        for (int i = limit; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - limit))
                    .as("nanoseconds from effect %d to %d", i - limit, i)
                    .isGreaterThanOrEqualTo(SECOND);
        }
        double rate = (starts.size() - 1.0) * SECOND / (starts.get(starts.size() - 1) - starts.get(0));
        assertThat(rate).as("effects a second").isGreaterThan(0.9 * limit);
    }

    private List<Long> startEffects(int limit, int replicas, int effects) throws Exception {
        String name = "test-" + UUID.randomUUID();
        List<Long> starts = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(replicas);
        List<Callable<Void>> work = new ArrayList<>();
        for (int replica = 0; replica < replicas; replica++) {
            LongSupplier clock = clockOf(replica);
            work.add(() -> useMany(new DatabaseRateLimiter(jdbc, name, () -> limit, clock), effects, starts));
        }
        for (Future<Void> replica : threads.invokeAll(work)) {
            replica.get();
        }
        threads.shutdown();
        Collections.sort(starts);
        return starts;
    }

    /** Each is hours away from the next and runs faster or slower than it, as much as a clock may that is being corrected. */
    private static LongSupplier clockOf(int replica) {
        long hours = Duration.ofHours(3L * replica).toNanos();
        double speed = 1 + (replica % 3 - 1) * 0.0005;
        long begun = System.nanoTime();
        return () -> hours + (long) ((System.nanoTime() - begun) * speed);
    }

    private static Void useMany(RateLimiter limiter, int effects, List<Long> starts) throws InterruptedException {
        while (starts.size() < effects) {
            Permit permit = limiter.acquire(effects);
            try {
                permit.use();
                starts.add(System.nanoTime());
            } catch (PermitExpired e) {
                // Its slot is lost, and the next is asked for.
            }
        }
        return null;
    }

    @Test
    void keepsTheLimitOverARestart() throws InterruptedException {
        String name = "test-" + UUID.randomUUID();
        long first = useOne(limiters.perSecond(name, () -> 1));
        long second = useOne(limiters.perSecond(name, () -> 1));

        assertThat(second - first).isGreaterThanOrEqualTo(SECOND);
    }

    private static long useOne(RateLimiter limiter) throws InterruptedException {
        while (true) {
            try {
                limiter.acquire(1).use();
                return System.nanoTime();
            } catch (PermitExpired e) {
                // The next one.
            }
        }
    }

    @Test
    void followsAChangedLimitThoughSlotsFarAheadWereHandedOut() throws InterruptedException {
        String name = "test-" + UUID.randomUUID();
        AtomicInteger limit = new AtomicInteger(1);
        RateLimiter limiter = limiters.perSecond(name, limit::get);
        limiter.acquire(1);
        // As if other replicas had taken the next slots.
        jdbc.sql("update messaging.rate_limit set next_at = clock_timestamp() + interval '30 seconds' where name = ?")
                .param(name)
                .update();
        CompletableFuture<Long> next = CompletableFuture.supplyAsync(() -> {
            try {
                return useOne(limiter);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> jdbc.sql(
                        "select next_at > clock_timestamp() + interval '30 seconds' from messaging.rate_limit where name = ?")
                .param(name)
                .query(Boolean.class)
                .single());

        // In this order, as by the transaction that brings both: whoever knows the new limit finds its slots.
        limiters.limitChanged(name);
        limit.set(100);

        assertThat(next).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void givesNoLeaveWhileTheDatabaseIsAway() {
        RateLimiter limiter = limiters.perSecond("test-" + UUID.randomUUID(), () -> 100);
        SharedInfrastructure.database().stop();
        try {
            assertThatThrownBy(() -> limiter.acquire(1)).isInstanceOf(DataAccessException.class);
        } finally {
            SharedInfrastructure.database().start();
        }
        // The pool looks for the database again after up to five seconds, and a connection is waited for only two.
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .untilAsserted(() -> limiter.acquire(1));
    }
}
