package io.orderflow.messaging.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found at the last look, so that many who ask cost one look now and then. A look that fails is not repeated
 * sooner than one that succeeds: whoever counts messages must not wait for a broker that is away once for every number.
 */
public final class RecentValue<T> implements Supplier<T> {

    private static final Logger log = LoggerFactory.getLogger(RecentValue.class);

    private final Supplier<T> look;
    private final long validNanos;
    private final LongSupplier nanoTime;
    private T found;
    private long foundAt;
    private boolean looked;

    public RecentValue(Duration valid, Supplier<T> look) {
        this(valid, look, System::nanoTime);
    }

    RecentValue(Duration valid, Supplier<T> look, LongSupplier nanoTime) {
        this.validNanos = valid.toNanos();
        this.look = look;
        this.nanoTime = nanoTime;
    }

    /** @return null if it can't be known now */
    @Override
    public synchronized T get() {
        if (!looked || nanoTime.getAsLong() - foundAt >= validNanos) {
            found = lookOrNull();
            foundAt = nanoTime.getAsLong();
            looked = true;
        }
        return found;
    }

    private T lookOrNull() {
        try {
            return look.get();
        } catch (RuntimeException e) {
            log.debug("not known now", e);
            return null;
        }
    }
}
