package io.orderflow.messaging.ratelimit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One limit for all replicas, across restarts: a row in the database hands out slots on the database's clock, each
 * {@linkplain Slots one interval} after the one before. If the database is away, nothing may start.
 *
 * <p>The wall clocks of the replicas do not matter: each counts by its monotonic clock and knows within which bounds the
 * database's clock is ahead of that. A permit opens when its slot has surely come and lapses while it is surely not
 * yet over; what is uncertain is not used.
 */
final class DatabaseRateLimiter implements RateLimiter {

    /** How long before its slot a permit is handed out: time to prepare, and no more, so that nothing is chosen too soon. */
    private static final Duration LEAD = Duration.ofMillis(80);

    private static final Duration LOOK_AT_LIMIT = Duration.ofMillis(100);

    private final JdbcClient jdbc;
    private final String name;
    private final IntSupplier limit;
    private final LongSupplier nanoTime;
    private final RemoteClock clock = new RemoteClock();
    private final Deque<Permit> taken = new ArrayDeque<>();
    private Slots slots;

    DatabaseRateLimiter(JdbcClient jdbc, String name, IntSupplier limit, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.name = name;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    @Override
    public Permit acquire(int wanted) throws InterruptedException {
        while (true) {
            if (limitHasChanged()) {
                // What was taken under the old limit is left unused.
                taken.clear();
                slots = new Slots(limit.getAsInt());
            }
            if (taken.isEmpty()) {
                take(slots.block(wanted));
            }
            Permit permit = taken.poll();
            sleepUntil(permit.opensAt() - LEAD.toNanos());
            if (!permit.hasExpired() && !limitHasChanged()) {
                return permit;
            }
        }
    }

    private boolean limitHasChanged() {
        return slots == null || slots.perSecond() != limit.getAsInt();
    }

    private void sleepUntil(long time) throws InterruptedException {
        long left = time - nanoTime.getAsLong();
        while (left > 0 && !limitHasChanged()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(Math.min(left, LOOK_AT_LIMIT.toNanos()));
            left = time - nanoTime.getAsLong();
        }
    }

    private void take(int count) {
        long interval = slots.interval().toNanos() / 1000;
        long asked = nanoTime.getAsLong();
        Answer answer = jdbc.sql("""
                insert into messaging.rate_limit as mine (name, next_at)
                values (:name, clock_timestamp() + :block * interval '1 microsecond')
                on conflict (name) do update
                   set next_at = greatest(mine.next_at, clock_timestamp()) + :block * interval '1 microsecond'
                returning (extract(epoch from next_at) * 1000000)::bigint - :block as first_slot,
                          (extract(epoch from clock_timestamp()) * 1000000)::bigint as now""")
                .param("name", name)
                .param("block", count * interval)
                .query(Answer.class)
                .single();
        clock.observe(asked, answer.now() * 1000, nanoTime.getAsLong());
        for (int i = 0; i < count; i++) {
            long slot = (answer.firstSlot() + i * interval) * 1000;
            taken.add(new Permit(clock.surelyAt(slot), clock.surelyNotAfter(slot + Slots.OPEN.toNanos()), nanoTime));
        }
    }

    /** In microseconds since 1970, by the database's clock. */
    private record Answer(long firstSlot, long now) {}
}
