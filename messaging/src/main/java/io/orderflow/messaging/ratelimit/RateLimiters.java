package io.orderflow.messaging.ratelimit;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the limiters of a service. */
public class RateLimiters {

    private final JdbcClient jdbc;

    RateLimiters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A limit that all replicas keep together; they know it by its name. Each caller's thread needs one of its own. */
    public RateLimiter perSecond(String name, int limit) {
        return new DatabaseRateLimiter(jdbc, name, new Slots(limit), System::nanoTime);
    }
}
