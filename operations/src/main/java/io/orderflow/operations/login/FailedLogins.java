package io.orderflow.operations.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts wrong passwords by client address. After {@value #MOST} within a minute, even the right password from that address is
 * refused until the minute is over. So a further guess reveals nothing.
 */
final class FailedLogins {

    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MOST_ADDRESSES = 10_000;

    private final Cache<String, AtomicInteger> failures;

    FailedLogins(Ticker ticker) {
        failures = Caffeine.newBuilder()
                .expireAfterWrite(WINDOW)
                .maximumSize(MOST_ADDRESSES)
                .ticker(ticker)
                .build();
    }

    void count(String address) {
        failures.get(address, none -> new AtomicInteger()).incrementAndGet();
    }

    boolean areTooMany(String address) {
        AtomicInteger count = failures.getIfPresent(address);
        return count != null && count.get() >= MOST;
    }
}
