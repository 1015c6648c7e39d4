package io.orderflow.operations.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Counts wrong passwords by client address. After {@value #MOST} within a minute, the service checks passwords from that address
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
    private static final int IPV6_NETWORK_BYTES = 8;

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
        failures.get(client(address), none -> new Failures(ticker.read())).count();
    }

    /** @return how long the next check of a password from this address must wait; empty if too many checks wait already */
    Optional<Duration> nextCheck(String address) {
        Failures known = failures.getIfPresent(client(address));
        return known == null ? Optional.of(Duration.ZERO) : known.nextCheck(ticker.read());
    }

    /** An IPv6 client usually has a network of 64 bits, and could guess from another address of it each time. */
    private static String client(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            // A text with a colon is never looked up as a name.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
        } catch (UnknownHostException e) {
            return address;
        }
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
