package io.orderflow.messaging.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a limit of {@code perSecond} effects in any sliding second. The rules use no clock and no database.
 *
 * <p>A limit is a set of tokens whose weights add up to it. A token of weight {@code w} allows up to {@code w} effects. When all
 * of them have certainly arrived, the token rests for one second. So one sliding second sees at most {@code w} effects of each
 * token, however long a permit takes to become an effect.
 *
 * <p>The weight of a token depends on its number: 1 for the first hundred tokens, 10 for the next ninety, then 100. A larger
 * limit has the same tokens and more. So a second in which both limits applied sees no more effects than the larger limit allows.
 */
final class RateLimitRules {

    /**
     * How long a token rests after its effects have arrived: one second and a little more. The addition covers clocks whose
     * speeds differ by 0.1 per cent, and receivers that count whole milliseconds.
     */
    static final Duration REST = Duration.ofMillis(1002);

    /**
     * How long before its start a token may be taken. This leaves time to claim and prepare the effect. The message is chosen no
     * earlier.
     */
    static final Duration LEAD = Duration.ofMillis(75);

    private static final Duration LONGEST_SPIN = Duration.ofMillis(5);

    /** The precision of stored times. */
    private static final long MICROSECOND = 1000;

    private static final int OF_WEIGHT_ONE = 100;
    private static final int OF_WEIGHT_TEN = 90;
    private static final int MOST_PER_SECOND = 10_000;

    /** The spacing of effects is shorter than the limit implies, so that spreading them costs no throughput. */
    private static final double SPREAD = 0.8;

    private final int perSecond;
    private final List<Integer> weights;

    RateLimitRules(int perSecond) {
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException(
                    "a limit is 1 to %s a second, not %s".formatted(MOST_PER_SECOND, perSecond));
        }
        this.perSecond = perSecond;
        this.weights = weights(perSecond);
    }

    private static List<Integer> weights(int perSecond) {
        List<Integer> weights = new ArrayList<>();
        int left = perSecond;
        while (left > 0) {
            int number = weights.size();
            int whole = number < OF_WEIGHT_ONE ? 1 : number < OF_WEIGHT_ONE + OF_WEIGHT_TEN ? 10 : 100;
            weights.add(Math.min(whole, left));
            left -= whole;
        }
        return List.copyOf(weights);
    }

    int perSecond() {
        return perSecond;
    }

    int tokens() {
        return weights.size();
    }

    int weight(int token) {
        return weights.get(token);
    }

    /**
     * A token as it is stored. Times are nanoseconds on the database's clock; {@code owner} is null while no replica holds the
     * token.
     */
    record Stored(int number, @Nullable Long owner, long freeAt, long startAt) {}

    /** A token to take. Its effects must not start before {@code startAt}. */
    record Choice(Stored token, long startAt) {}

    /**
     * Chooses the tokens to take now.
     *
     * @param now on the database's clock
     * @param wanted effects that are waiting to start
     * @return the chosen tokens by start time, the earliest first; empty if none starts within {@link #LEAD}
     */
    List<Choice> choose(List<Stored> stored, long now, int wanted) {
        List<Choice> chosen = new ArrayList<>();
        long next = nextStart(stored, now);
        int effects = 0;
        for (Stored token : free(stored)) {
            long start = Math.max(Math.max(token.freeAt(), next), Math.max(now, startAfter(token, now)));
            if (effects >= wanted || start > now + LEAD.toNanos()) {
                break;
            }
            chosen.add(new Choice(token, start));
            effects += weight(token.number());
            next = start + spacing(token.number());
        }
        return chosen;
    }

    /** How many nanoseconds from {@code now} no token can be taken, as far as known; null if no token is free or resting. */
    @Nullable
    Long nanosUntilNext(List<Stored> stored, long now) {
        List<Stored> free = free(stored);
        if (free.isEmpty()) {
            return null;
        }
        long start = Math.max(free.get(0).freeAt(), nextStart(stored, now));
        return Math.max(0, start - LEAD.toNanos() - now);
    }

    private List<Stored> free(List<Stored> stored) {
        return stored.stream()
                .filter(it -> it.owner() == null && it.number() < tokens())
                .sorted(Comparator.comparingLong(Stored::freeAt).thenComparingInt(Stored::number))
                .toList();
    }

    /** The start time identifies one hold of a token, so each hold must have a later start than the one before. */
    private static long startAfter(Stored token, long now) {
        return token.startAt() > now + LEAD.toNanos() ? now : token.startAt() + MICROSECOND;
    }

    private long nextStart(List<Stored> stored, long now) {
        return stored.stream()
                .filter(it -> it.number() < tokens())
                .filter(it -> it.startAt() <= now + LEAD.toNanos())
                .mapToLong(it -> it.startAt() + spacing(it.number()))
                .max()
                .orElse(now);
    }

    /**
     * How long before its start an effect's thread wakes up. It spins until the start, because a busy machine wakes threads some
     * milliseconds late. All replicas together spend at most 5 % of one core on this.
     */
    Duration wakeUpEarly() {
        Duration share = Duration.ofMillis(50).dividedBy(perSecond);
        return share.compareTo(LONGEST_SPIN) < 0 ? share : LONGEST_SPIN;
    }

    private long spacing(int token) {
        return (long) (SPREAD * weight(token) * Duration.ofSeconds(1).toNanos() / perSecond);
    }
}
