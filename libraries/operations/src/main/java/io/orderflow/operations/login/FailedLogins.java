package io.orderflow.operations.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.orderflow.operations.web.ClientAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts wrong passwords by client. After {@value #MOST} within a minute, the service checks passwords from that client
 * one after another, until the minute is over. So the right one still works, and guessing stays slow.
 */
final class FailedLogins {

    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** The status poll of the page gives up after 900 ms, so one pause must be shorter. */
    static final Duration PAUSE = Duration.ofMillis(500);

    /** Each waiting request holds a connection. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final int MOST_ADDRESSES = 10_000;

    private final Cache<String, Failures> failures;
    private final Ticker ticker;

    FailedLogins(Ticker ticker) {
        this.ticker = ticker;
        failures = Caffeine.newBuilder()
                .expireAfterWrite(WINDOW)
                .maximumSize(MOST_ADDRESSES)
                .ticker(ticker)
                .build();
    }

    void count(String address) {
        failures.get(ClientAddress.clientAt(address), none -> new Failures(ticker.read()))
                .count();
    }

    /** @return how long the next check of a password from this address must wait; empty if too many checks wait already */
    Optional<Duration> nextCheck(String address) {
        Failures known = failures.getIfPresent(ClientAddress.clientAt(address));
        return known == null ? Optional.of(Duration.ZERO) : known.nextCheck(ticker.read());
    }

    private static final class Failures {

        private int count;
        private long nextCheck;

        Failures(long now) {
            nextCheck = now;
        }

        synchronized void count() {
            count++;
        }

        synchronized Optional<Duration> nextCheck(long now) {
            if (count < MOST) {
                return Optional.of(Duration.ZERO);
            }
            long check = Math.max(now, nextCheck) + PAUSE.toNanos();
            if (check - now > LONGEST_WAIT.toNanos()) {
                return Optional.empty();
            }
            nextCheck = check;
            return Optional.of(Duration.ofNanos(check - now));
        }
    }
}
