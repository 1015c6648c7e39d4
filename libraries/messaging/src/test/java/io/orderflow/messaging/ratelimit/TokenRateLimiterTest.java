package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.ratelimit.Permit.PermitLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@MessagingTest
class TokenRateLimiterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    private final String name = "test-" + UUID.randomUUID();
    private final List<RateLimiters> replicas = new ArrayList<>();

    @AfterEach
    void stopReplicas() throws InterruptedException {
        for (RateLimiters replica : replicas) {
            replica.destroy();
        }
        jdbc.sql("delete from messaging.rate_limit_token where name = ?")
                .param(name)
                .update();
    }

    private RateLimiters replica() {
        RateLimiters replica = new RateLimiters(jdbc, dataSource);
        replicas.add(replica);
        return replica;
    }

    @ParameterizedTest
    @CsvSource({"5, 1, 25", "10, 3, 60", "300, 2, 1500"})
    void letsNoMoreThanTheLimitArriveInAnySecondHoweverLateEffectsAre(int limit, int replicas, int effects)
            throws Exception {
        List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            RateLimiter limiter = replica().perSecond(name, () -> limit);
            work.add(() -> makeMany(limiter, effects, arrivals, threads));
        }
        for (Future<Void> replica : threads.invokeAll(work)) {
            replica.get();
        }
        threads.shutdownNow();

        List<Long> sorted = arrivals.stream().sorted().toList();
        for (int i = limit; i < sorted.size(); i++) {
            assertThat(sorted.get(i) - sorted.get(i - limit))
                    .as("nanoseconds from effect %d to %d", i - limit, i)
                    .isGreaterThanOrEqualTo(SECOND);
        }
        // Measures the best half in a row, because another process may use the CPU for a while.
        int half = sorted.size() / 2;
        double best = IntStream.range(0, sorted.size() - half)
                .mapToDouble(i -> half * 1.0 * SECOND / (sorted.get(i + half) - sorted.get(i)))
                .max()
                .orElseThrow();
        assertThat(best).as("effects a second").isGreaterThan(0.8 * limit);
    }

    private static Void makeMany(RateLimiter limiter, int effects, List<Long> arrivals, ExecutorService threads)
            throws InterruptedException {
        Random random = new Random(7);
        AtomicInteger underWay = new AtomicInteger();
        while (arrivals.size() + underWay.get() < effects) {
            Permit permit = limiter.acquire(effects);
            underWay.incrementAndGet();
            int late = random.nextInt(10) == 0 ? 20 : 0;
            threads.execute(() -> {
                try (permit) {
                    permit.awaitStart();
                    LockSupport.parkNanos(Duration.ofMillis(late).toNanos());
                    arrivals.add(System.nanoTime());
                } finally {
                    underWay.decrementAndGet();
                }
            });
        }
        await().atMost(PATIENCE).until(() -> underWay.get() == 0);
        return null;
    }

    @Test
    void keepsTheLimitOverARestart() throws InterruptedException {
        long first = makeOne(replica().perSecond(name, () -> 1));
        replicas.get(0).destroy();
        long second = makeOne(replica().perSecond(name, () -> 1));

        assertThat(second - first).isGreaterThanOrEqualTo(SECOND);
    }

    private static long makeOne(RateLimiter limiter) throws InterruptedException {
        try (Permit permit = limiter.acquire(1)) {
            permit.awaitStart();
            return System.nanoTime();
        }
    }

    @Test
    void keepsATokenForAsLongAsItsEffectTakesToArrive() throws InterruptedException {
        RateLimiter limiter = replica().perSecond(name, () -> 1);
        long arrived;
        try (Permit slow = limiter.acquire(1)) {
            slow.awaitStart();
            LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
            arrived = System.nanoTime();
        }

        assertThat(makeOne(limiter) - arrived).isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void letsATokenRestOnlyIfItWasUsed() throws InterruptedException {
        RateLimiter limiter = replica().perSecond(name, () -> 1);
        limiter.acquire(1).close();
        await().atMost(PATIENCE).until(() -> heldTokens() == 0);
        assertThat(count("free_at > clock_timestamp()")).isZero();

        makeOne(limiter);

        await().atMost(PATIENCE).until(() -> count("free_at > clock_timestamp()") == 1);
    }

    @Test
    void followsAChangedLimit() throws InterruptedException {
        AtomicInteger limit = new AtomicInteger(1);
        RateLimiter limiter = replica().perSecond(name, limit::get);
        makeOne(limiter);
        limit.set(100);
        makeOne(limiter);
        long before = System.nanoTime();

        for (int i = 0; i < 50; i++) {
            makeOne(limiter);
        }

        assertThat(System.nanoTime() - before).isLessThan(5 * SECOND);
    }

    @Test
    void doesNotTrustStoredTimesThatAreFarAhead() throws InterruptedException {
        RateLimiter limiter = replica().perSecond(name, () -> 1);
        makeOne(limiter);
        await().atMost(PATIENCE).until(() -> heldTokens() == 0);
        jdbc.sql("""
                update messaging.rate_limit_token
                   set free_at = free_at + interval '1 hour', start_at = start_at + interval '1 hour' where name = ?""").param(name).update();
        long before = System.nanoTime();

        makeOne(limiter);

        assertThat(System.nanoTime() - before).isLessThan(3 * SECOND);
    }

    @Test
    void reclaimsTheTokensOfADeadReplicaButNotOfALiveOne() throws InterruptedException {
        RateLimitTokens tokens = new RateLimitTokens(jdbc);
        ReplicaSession session = new ReplicaSession(dataSource);
        Thread keeper = new Thread(() -> {
            try {
                session.keep();
            } catch (InterruptedException e) {
                session.end();
            }
        });
        keeper.start();
        Permit held = new TokenRateLimiter(tokens, session, name, () -> 1).acquire(1);
        held.awaitStart();
        for (int i = 0; i < 3; i++) {
            tokens.reclaim(name);
        }
        assertThat(lost()).isZero();

        keeper.interrupt();
        keeper.join();
        tokens.reclaim(name);
        assertThat(lost()).isOne();
        tokens.reclaim(name);
        assertThat(heldTokens()).as("not before the time is over").isOne();
        jdbc.sql("update messaging.rate_limit_token set lost_at = lost_at - interval '10 seconds' where name = ?")
                .param(name)
                .update();

        tokens.reclaim(name);

        assertThat(heldTokens()).isZero();
        makeOne(replica().perSecond(name, () -> 1));
    }

    @Test
    void startsNothingWithoutTheSessionOfItsReplica() {
        ReplicaSession never = new ReplicaSession(dataSource);
        Permit permit =
                new Permit(new Token(0, 0, 1, never::isTrusted, it -> {}), System.nanoTime(), 0, System::nanoTime);

        assertThatThrownBy(permit::awaitStart).isInstanceOf(PermitLostException.class);
    }

    @Test
    void freesATokenThatWasTakenWithoutAnAnswer() throws InterruptedException {
        RateLimiter limiter = replica().perSecond(name, () -> 1);
        makeOne(limiter);
        await().atMost(PATIENCE).until(() -> heldTokens() == 0);
        jdbc.sql("""
                update messaging.rate_limit_token
                   set owner = (select ((classid::bigint << 32) | objid::bigint) from pg_locks where locktype = 'advisory'
                                 order by pid desc limit 1) where name = ?""").param(name).update();

        makeOne(limiter);
    }

    private int heldTokens() {
        return count("owner is not null");
    }

    private int lost() {
        return count("lost_at is not null");
    }

    private int count(String condition) {
        return jdbc.sql("select count(*) from messaging.rate_limit_token where name = ? and " + condition)
                .param(name)
                .query(Integer.class)
                .single();
    }

    @Test
    void grantsNothingWhileTheDatabaseIsAway() throws InterruptedException {
        RateLimiter limiter = replica().perSecond(name, () -> 100);
        makeOne(limiter);
        SharedBackingServices.database().stop();
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 200; i++) {
                            limiter.acquire(1).close();
                        }
                    })
                    .isInstanceOf(DataAccessException.class);
        } finally {
            SharedBackingServices.database().start();
        }
        // The pool retries the database only after up to five seconds, and a caller waits only two seconds for a
        // connection.
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .untilAsserted(() -> limiter.acquire(1).close());
    }
}
