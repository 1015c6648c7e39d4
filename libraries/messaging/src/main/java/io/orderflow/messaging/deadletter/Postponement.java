package io.orderflow.messaging.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long messages wait that their provider wants later.
 *
 * @param pauses used in turn if the provider does not say how long to wait; the last one repeats
 * @param giveUpAfter how long a message may be postponed in total
 */
public record Postponement(List<Duration> pauses, Duration giveUpAfter) {

    /** The minimum pause, so that no provider gets the same message again at once. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /**
     * The time of the next attempt, at the latest the end of {@code giveUpAfter}.
     *
     * @param count how often the message was postponed before
     * @param since when it was postponed first
     * @param told how long the provider wants no message; null if it did not say
     * @return null if {@code giveUpAfter} is over
     */
    @Nullable
    Instant next(int count, Instant since, Instant now, @Nullable Duration told) {
        Instant end = since.plus(giveUpAfter);
        if (!now.isBefore(end)) {
            return null;
        }
        Duration pause = told == null
                ? pauses.get(Math.min(count, pauses.size() - 1))
                : told.compareTo(SHORTEST) < 0 ? SHORTEST : told;
        return pause.compareTo(giveUpAfter) >= 0 || now.plus(pause).isAfter(end) ? end : now.plus(pause);
    }
}
