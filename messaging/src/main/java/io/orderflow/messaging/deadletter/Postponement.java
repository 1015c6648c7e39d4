package io.orderflow.messaging.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long messages wait that their provider wants later.
 *
 * @param pauses one after the other, where the provider does not say how long; the last one repeats
 * @param giveUpAfter how long one message is postponed in all
 */
public record Postponement(List<Duration> pauses, Duration giveUpAfter) {

    /** No provider gets the same message again at once. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /**
     * When to try again, which is at the end of {@code giveUpAfter} at the latest.
     *
     * @param count how often the message was postponed before
     * @param since when it was postponed first
     * @param told how long the provider wants to be left alone; null if it did not say
     * @return null if it is too late
     */
    Instant next(int count, Instant since, Instant now, Duration told) {
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
