package io.orderflow.messaging.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches a value that one thread polls. Polling may block, for example on a connection to a database that has just failed;
 * readers never wait.
 */
public final class PolledValue<T> {

    private static final Logger log = LoggerFactory.getLogger(PolledValue.class);

    private static final Duration TRUE_FOR = Duration.ofSeconds(3);

    private final Supplier<T> supplier;
    private final Clock clock;
    private volatile @Nullable Seen<T> last;

    private record Seen<T>(T what, Instant at) {}

    public PolledValue(Supplier<T> supplier, Clock clock) {
        this.supplier = supplier;
        this.clock = clock;
    }

    /** Polls the value. Call this once a second. */
    public void poll() {
        try {
            last = new Seen<>(supplier.get(), clock.instant());
        } catch (RuntimeException e) {
            log.debug("the value is unknown now", e);
            last = null;
        }
    }

    /** The latest value; null if the latest poll failed, is older than three seconds, or was made before the clock was set back. */
    public @Nullable T value() {
        Seen<T> seen = last;
        return seen != null
                        && Duration.between(seen.at(), clock.instant()).abs().compareTo(TRUE_FOR) < 0
                ? seen.what()
                : null;
    }
}
