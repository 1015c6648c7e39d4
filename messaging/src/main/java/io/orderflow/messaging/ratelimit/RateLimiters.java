package io.orderflow.messaging.ratelimit;

import java.util.function.IntSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the limiters of a service. */
public class RateLimiters {

    private final JdbcClient jdbc;

    RateLimiters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A limit that all replicas keep together; they know it by its name. Each caller's thread needs one of its own.
     *
     * @param limit asked for at each permit, so it may change; then see {@link #limitChanged}
     */
    public RateLimiter perSecond(String name, IntSupplier limit) {
        return new DatabaseRateLimiter(jdbc, name, limit, System::nanoTime);
    }

    /**
     * Call it in the transaction that changes a limit. Slots far ahead were handed out under the old one and will not be
     * used; without this, those of the new one would begin after them. The second in between keeps the two apart.
     */
    public void limitChanged(String name) {
        jdbc.sql("""
                update messaging.rate_limit
                   set next_at = least(next_at, clock_timestamp() + interval '1 second')
                 where name = ?""").param(name).update();
    }
}
