package io.orderflow.messaging.ratelimit;

import io.orderflow.messaging.ratelimit.RateLimitRules.Choice;
import io.orderflow.messaging.ratelimit.RateLimitTokens.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One limit for all replicas, across restarts, measured at the receiver: see {@link RateLimitRules}. Tokens are rows in the
 * database. While the database is away, no effect may start.
 */
final class TokenRateLimiter implements RateLimiter {

    /** How long to wait before reading the tokens again while other replicas hold all of them. */
    private static final Duration READ_AGAIN = Duration.ofMillis(100);

    /** The longest time until the limiter notices a changed limit or an interruption. */
    private static final Duration LONGEST_PARK = Duration.ofMillis(100);

    /** How long a granted permit may stay unused by a worker before the limiter returns it. */
    private static final Duration IDLE = Duration.ofMillis(300);

    private static final Logger log = LoggerFactory.getLogger(TokenRateLimiter.class);

    private final RateLimitTokens tokens;
    private final ReplicaSession session;
    private final String name;
    private final IntSupplier limit;

    private final Deque<Permit> granted = new ArrayDeque<>();
    private final Set<Token> held = ConcurrentHashMap.newKeySet();
    private final Set<Token> ended = ConcurrentHashMap.newKeySet();
    private final Object taking = new Object();
    private @Nullable RateLimitRules rules;

    TokenRateLimiter(RateLimitTokens tokens, ReplicaSession session, String name, IntSupplier limit) {
        this.tokens = tokens;
        this.session = session;
        this.name = name;
        this.limit = limit;
    }

    @Override
    public Permit acquire(int wanted) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            RateLimitRules current = currentRules();
            Permit permit = next();
            if (permit != null) {
                return permit;
            }
            park(take(current, wanted));
        }
    }

    /** The rules of the current limit. After a change, the unused permits of the old limit are returned. */
    private RateLimitRules currentRules() {
        int perSecond = limit.getAsInt();
        if (rules == null || rules.perSecond() != perSecond) {
            close();
            rules = new RateLimitRules(perSecond);
        }
        return rules;
    }

    private @Nullable Permit next() {
        synchronized (granted) {
            return granted.poll();
        }
    }

    /** @return how long to wait before the next attempt, in nanoseconds; 0 to try again at once */
    private long take(RateLimitRules current, int wanted) {
        if (!session.isTrusted()) {
            return LONGEST_PARK.toNanos();
        }
        long asked = System.nanoTime();
        Snapshot snapshot = tokens.read(name);
        if (snapshot.tokens().size() < current.tokens()) {
            tokens.create(name, current.tokens());
            return 0;
        }
        ClockOffset.Reading clock = session.observe(asked, snapshot.now(), System.nanoTime());
        List<Choice> chosen = current.choose(snapshot.tokens(), snapshot.now(), wanted);
        if (chosen.isEmpty()) {
            Long next = current.nanosUntilNext(snapshot.tokens(), snapshot.now());
            return next == null ? READ_AGAIN.toNanos() : next;
        }
        synchronized (taking) {
            tokens.take(name, session.key(), chosen).ifPresent(taken -> {
                ClockOffset.Reading again = session.observe(asked, taken.now(), System.nanoTime());
                chosen.stream()
                        .filter(it -> taken.numbers().contains(it.token().number()))
                        .forEach(it -> grant(current, it, clock.surelyAt(it.startAt(), again)));
            });
        }
        return 0;
    }

    private void grant(RateLimitRules current, Choice choice, long opensAt) {
        int number = choice.token().number();
        int permits = current.weight(number);
        Token token = new Token(number, choice.startAt(), permits, session::isTrusted, this::tokenEnded);
        long wakeUpEarly = current.wakeUpEarly().toNanos();
        held.add(token);
        synchronized (granted) {
            for (int i = 0; i < permits; i++) {
                granted.add(new Permit(token, opensAt, wakeUpEarly, System::nanoTime));
            }
        }
    }

    private static void park(long nanos) {
        LockSupport.parkNanos(Math.min(nanos, LONGEST_PARK.toNanos()));
    }

    /** Returns the token at once. If the database does not answer, {@link #tidyUp} tries again. */
    private void tokenEnded(Token token) {
        ended.add(token);
        try {
            giveBack(List.of(token), token.isUsed());
        } catch (RuntimeException e) {
            log.debug("token {} of {} can't be returned now", token.number(), name, e);
        }
    }

    @Override
    public void close() {
        giveBackGranted(Duration.ZERO);
    }

    private void giveBackGranted(Duration idle) {
        long before = System.nanoTime() - idle.toNanos();
        List<Permit> unused = new ArrayList<>();
        synchronized (granted) {
            while (!granted.isEmpty() && granted.peek().opensAt() - before <= 0) {
                unused.add(granted.remove());
            }
        }
        unused.forEach(Permit::close);
    }

    private void returnEnded() {
        giveBack(ended.stream().filter(Token::isUsed).toList(), true);
        giveBack(ended.stream().filter(it -> !it.isUsed()).toList(), false);
    }

    private void giveBack(Collection<Token> some, boolean used) {
        if (!some.isEmpty()) {
            tokens.giveBack(name, session.key(), some, used);
            held.removeAll(some);
            ended.removeAll(some);
        }
    }

    /** Call this once a second. */
    void tidyUp() {
        returnEnded();
        giveBackGranted(IDLE);
        tokens.boundTimes(name);
        tokens.reclaim(name);
        returnLost();
    }

    /**
     * Returns tokens that were taken by a statement whose answer was lost: this replica owns them but granted no permits for
     * them.
     */
    private void returnLost() {
        synchronized (taking) {
            Set<Integer> numbers = held.stream().map(Token::number).collect(Collectors.toSet());
            List<Token> lost = tokens.read(name).tokens().stream()
                    .filter(it -> it.owner() != null && it.owner() == session.key() && !numbers.contains(it.number()))
                    .map(it -> new Token(it.number(), it.startAt(), 0, session::isTrusted, ended -> {}))
                    .toList();
            if (!lost.isEmpty()) {
                tokens.giveBack(name, session.key(), lost, true);
            }
        }
    }
}
