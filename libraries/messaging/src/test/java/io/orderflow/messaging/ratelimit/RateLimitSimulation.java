package io.orderflow.messaging.ratelimit;

import io.orderflow.messaging.ratelimit.RateLimitRules.Choice;
import io.orderflow.messaging.ratelimit.RateLimitRules.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * One random schedule of replicas that share a limit, in simulated time. Any step of a replica may be late: replicas pause
 * between any two steps, for milliseconds or for many seconds, and crash. The clocks of the replicas, the database and the
 * provider run at different speeds, and the database's clock is set. Answers take from a millisecond to seconds.
 *
 * <p>The simulation uses the real {@link RateLimitRules} and {@link ClockOffset}, and stores tokens in the way of
 * {@link RateLimitTokens}.
 */
final class RateLimitSimulation {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private static final long REST = RateLimitRules.REST.toNanos();

    private final Random random;
    private final RateLimitRules rules;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final List<Long> arrivals = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    /** The processes that have a session at the database. The session ends with a crash, and not with a pause. */
    private final Set<Long> living = new HashSet<>();

    private final Clock databaseClock;
    private final Clock providerClock;
    private final long end;
    /** 1 runs the real algorithm. A smaller factor frees tokens too soon. */
    private final double restFactor;

    private long now;
    private long order;

    private record Event(long at, long order, Runnable action) {}

    /** A clock that runs slightly fast or slow, and that may be set. */
    private static final class Clock {
        private final double speed;
        private long ahead;

        Clock(Random random) {
            speed = 1 + (random.nextDouble() - 0.5) / 1000;
            ahead = random.nextInt(1_000_000) * SECOND;
        }

        long at(long time) {
            return (long) (time * speed) + ahead;
        }

        long timeOf(long told) {
            return (long) ((told - ahead) / speed) + 1;
        }
    }

    private static final class Row {
        private Long owner;
        private long freeAt;
        private long startAt;
        private Long lostAt;
    }

    private RateLimitSimulation(long seed, double restFactor) {
        this.random = new Random(seed);
        this.restFactor = restFactor;
        this.rules = new RateLimitRules(1 + random.nextInt(4));
        this.databaseClock = new Clock(random);
        this.providerClock = new Clock(random);
        this.end = (4 + random.nextInt(random.nextInt(8) == 0 ? 20 : 3)) * SECOND;
        for (int i = 0; i < rules.tokens(); i++) {
            Row row = new Row();
            row.freeAt = databaseClock.at(0) + REST;
            rows.add(row);
        }
    }

    /** @return the limit, and the times of all arrivals by the provider's clock, in order */
    static Result run(long seed) {
        return run(seed, 1);
    }

    static Result run(long seed, double restFactor) {
        RateLimitSimulation simulation = new RateLimitSimulation(seed, restFactor);
        simulation.run();
        return new Result(
                simulation.rules.perSecond(),
                simulation.arrivals.stream().sorted().toList());
    }

    record Result(int limit, List<Long> arrivals) {

        boolean exceedsLimit() {
            for (int i = limit; i < arrivals.size(); i++) {
                if (arrivals.get(i) - arrivals.get(i - limit) < SECOND) {
                    return true;
                }
            }
            return false;
        }
    }

    private void run() {
        int replicas = 1 + random.nextInt(3);
        for (int i = 0; i < replicas; i++) {
            new Replica(i + 1).start(random.nextInt(1000) * MS);
        }
        if (random.nextInt(3) == 0) {
            at(random.nextLong(end), () -> databaseClock.ahead += (random.nextInt(20) - 10) * SECOND);
        }
        while (!events.isEmpty() && events.peek().at() < end) {
            Event next = events.poll();
            now = next.at();
            next.action().run();
        }
    }

    private void at(long time, Runnable action) {
        events.add(new Event(Math.max(time, now), order++, action));
    }

    private long databaseNow() {
        return databaseClock.at(now);
    }

    /** Mostly short, sometimes long. */
    private long delay() {
        int luck = random.nextInt(100);
        return luck < 90 ? random.nextLong(2 * MS) : luck < 98 ? random.nextLong(50 * MS) : random.nextLong(2 * SECOND);
    }

    /** A process, until it crashes. Then a new one replaces it. */
    private final class Replica {

        private final long key;
        private final Clock clock = new Clock(random);
        private final ClockOffset offset = new ClockOffset();
        private final List<Integer> held = new ArrayList<>();
        private long pausedUntil;
        private boolean crashed;
        private boolean taking;
        private Long checkedAt;

        Replica(long key) {
            this.key = key;
        }

        void start(long time) {
            at(time, () -> {
                living.add(key);
                step(0, this::check);
                step(0, this::dispatch);
                step(0, this::tidyUp);
                if (random.nextInt(4) == 0) {
                    at(now + random.nextLong(end), this::crash);
                }
                pauseNowAndThen();
            });
        }

        private void crash() {
            crashed = true;
            living.remove(key);
            new Replica(key + 100).start(now + random.nextLong(3 * SECOND));
        }

        private void pauseNowAndThen() {
            at(now + random.nextLong(SECOND), () -> {
                int luck = random.nextInt(20);
                long pause = luck < 14
                        ? random.nextLong(60 * MS)
                        : luck < 19 ? random.nextLong(SECOND) : random.nextLong(30 * SECOND);
                pausedUntil = now + pause;
                pauseNowAndThen();
            });
        }

        /** Runs a step of this process: later if the process is paused, and never if it has crashed. */
        private void step(long delay, Runnable action) {
            at(now + delay, () -> {
                if (crashed) {
                    return;
                }
                if (pausedUntil > now) {
                    step(pausedUntil - now, action);
                } else {
                    action.run();
                }
            });
        }

        private long local() {
            return clock.at(now);
        }

        private boolean isTrusted() {
            return checkedAt != null && local() - checkedAt < ReplicaSession.TRUSTED_FOR.toNanos();
        }

        private void check() {
            long asked = local();
            at(now + delay(), () -> {
                long told = databaseNow();
                step(delay(), () -> {
                    offset.observe(asked, told, local());
                    checkedAt = asked;
                    step(SECOND, this::check);
                });
            });
        }

        private void dispatch() {
            if (!isTrusted()) {
                step(50 * MS, this::dispatch);
                return;
            }
            long asked = local();
            at(now + delay(), () -> {
                long told = databaseNow();
                List<Stored> stored = snapshot();
                step(delay(), () -> {
                    choose(stored, asked, told);
                });
            });
        }

        private void choose(List<Stored> stored, long asked, long told) {
            ClockOffset.Reading reading = offset.observe(asked, told, local());
            List<Choice> chosen = rules.choose(stored, told, 1 + random.nextInt(3));
            if (chosen.isEmpty()) {
                Long next = rules.nanosUntilNext(stored, told);
                step(Math.min(next == null ? 100 * MS : next, 100 * MS), this::dispatch);
                return;
            }
            taking = true;
            at(now + delay(), () -> {
                List<Choice> won = chosen.stream().filter(this::take).toList();
                long takenAt = databaseNow();
                step(delay(), () -> {
                    if (!won.isEmpty()) {
                        ClockOffset.Reading again = offset.observe(asked, takenAt, local());
                        won.forEach(it -> grant(it, reading.surelyAt(it.startAt(), again)));
                    }
                    taking = false;
                    step(0, this::dispatch);
                });
            });
        }

        private boolean take(Choice choice) {
            Row row = rows.get(choice.token().number());
            if (row.owner != null || row.freeAt != choice.token().freeAt()) {
                return false;
            }
            row.owner = key;
            row.startAt = choice.startAt();
            row.lostAt = null;
            return true;
        }

        private void grant(Choice choice, long localStart) {
            int number = choice.token().number();
            held.add(number);
            long opensAt = clock.timeOf(localStart);
            step(Math.max(0, opensAt - now) + random.nextLong(MS), () -> effect(number, choice.startAt()));
        }

        private void effect(int number, long startAt) {
            if (!isTrusted()) {
                giveBack(number, startAt, false);
                return;
            }
            step(random.nextLong(MS), () -> dialogue(number, startAt));
        }

        /** The provider sends a response before it has the whole effect, as a mail server does. */
        private void dialogue(int number, long startAt) {
            step(delay(), () -> step(random.nextLong(MS), () -> send(number, startAt)));
        }

        private void send(int number, long startAt) {
            at(now + random.nextLong(20 * MS), () -> {
                arrivals.add(providerClock.at(now));
                step(delay(), () -> giveBack(number, startAt, true));
            });
        }

        private void giveBack(int number, long startAt, boolean used) {
            at(now + delay(), () -> {
                Row row = rows.get(number);
                if (row.owner != null && row.owner == key && row.startAt == startAt) {
                    row.owner = null;
                    if (used) {
                        row.freeAt = databaseNow() + (long) (REST * restFactor);
                    }
                }
                step(delay(), () -> held.remove((Integer) number));
            });
        }

        private void tidyUp() {
            at(now + delay(), () -> {
                rows.forEach(it -> it.freeAt = Math.min(it.freeAt, databaseNow() + REST));
                rows.forEach(this::reclaim);
                List<Stored> stored = snapshot();
                step(delay(), () -> {
                    if (!taking) {
                        stored.stream()
                                .filter(it -> it.owner() != null && it.owner() == key && !held.contains(it.number()))
                                .forEach(it -> giveBack(it.number(), it.startAt(), true));
                    }
                    step(SECOND, this::tidyUp);
                });
            });
        }

        private void reclaim(Row row) {
            if (row.owner == null) {
                return;
            }
            if (living.contains(row.owner)) {
                row.lostAt = null;
            } else if (row.lostAt != null && row.lostAt <= databaseNow() - RateLimitTokens.GRACE.toNanos()) {
                row.owner = null;
                row.lostAt = null;
                row.freeAt = databaseNow() + REST;
            } else {
                row.lostAt = row.lostAt == null ? databaseNow() : Math.min(row.lostAt, databaseNow());
            }
        }
    }

    private List<Stored> snapshot() {
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            stored.add(new Stored(i, row.owner, row.freeAt, row.startAt));
        }
        return stored;
    }
}
