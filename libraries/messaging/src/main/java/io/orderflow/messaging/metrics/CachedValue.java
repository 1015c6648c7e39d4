package io.orderflow.messaging.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches a value for a while, so that many callers cost one query. A failed query is cached just as long. Otherwise each of many
 * gauges would wait for a broker that is away.
 */
public final class CachedValue<T> implements Supplier<T> {

    private static final Logger log = LoggerFactory.getLogger(CachedValue.class);

    private final Supplier<T> look;
    private final long validNanos;
    private final LongSupplier nanoTime;
    private @Nullable T found;
    private long foundAt;
    private boolean looked;

    public CachedValue(Duration valid, Supplier<T> look) {
        this(valid, look, System::nanoTime);
    }

    CachedValue(Duration valid, Supplier<T> look, LongSupplier nanoTime) {
        this.validNanos = valid.toNanos();
        this.look = look;
        this.nanoTime = nanoTime;
    }

    /** @return null if the latest query failed */
    @Override
    public synchronized @Nullable T get() {
        if (!looked || nanoTime.getAsLong() - foundAt >= validNanos) {
            found = lookOrNull();
            foundAt = nanoTime.getAsLong();
            looked = true;
        }
        return found;
    }

    private @Nullable T lookOrNull() {
        try {
            return look.get();
        } catch (RuntimeException e) {
            log.debug("the value is unknown now", e);
            return null;
        }
    }
}
