package io.orderflow.messaging.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing that is looked at again and again, and what was seen last. Looking may take long, as with a connection to a
 * database that has just gone; who asks does not wait.
 */
public final class Look<T> {

    private static final Logger log = LoggerFactory.getLogger(Look.class);

    private static final Duration TRUE_FOR = Duration.ofSeconds(3);

    private final Supplier<T> supplier;
    private final Clock clock;
    private volatile Seen<T> last;

    private record Seen<T>(T what, Instant at) {}

    public Look(Supplier<T> supplier, Clock clock) {
        this.supplier = supplier;
        this.clock = clock;
    }

    /** To be called once a second. */
    public void look() {
        try {
            last = new Seen<>(supplier.get(), clock.instant());
        } catch (RuntimeException e) {
            log.debug("not known now", e);
            last = null;
        }
    }

    /** Null if that is not known, or was too long ago to be true still. */
    public T seen() {
        Seen<T> seen = last;
        boolean stillTrue =
                seen != null && Duration.between(seen.at(), clock.instant()).compareTo(TRUE_FOR) < 0;
        return stillTrue ? seen.what() : null;
    }
}
