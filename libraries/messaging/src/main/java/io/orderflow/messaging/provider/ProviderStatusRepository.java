package io.orderflow.messaging.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores the state of the providers, one row for each consumer, shared by all replicas. All times are on the database's clock.
 */
class ProviderStatusRepository {

    /** A stored time further ahead than this is ignored and replaced, because the clock may have been set back since. */
    private static final Duration LONGEST_THROTTLE = Duration.ofMinutes(15);

    /** The pause between probes: 2 s at first, longer the longer the provider is away, and at most 30 s. */
    private static final String PAUSE = """
            least(greatest((clock_timestamp() - away_since) / 16, interval '2 seconds'), interval '30 seconds')""";

    private final JdbcClient jdbc;

    ProviderStatusRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The states by consumer. A missing consumer's provider is available and not throttled. */
    Map<String, ProviderStatus> all(Map<String, String> providers) {
        Map<String, ProviderStatus> all = new HashMap<>();
        jdbc.sql("""
                select consumer, away_since, reason,
                       case when throttled_until between clock_timestamp() and clock_timestamp() + ? * interval '1 second'
                            then throttled_until end as throttled_until
                  from messaging.provider_status""").param(LONGEST_THROTTLE.toSeconds()).query(row -> {
            String consumer = row.getString("consumer");
            all.put(
                    consumer,
                    new ProviderStatus(
                            providers.getOrDefault(consumer, consumer),
                            instant(row, "away_since"),
                            row.getString("reason"),
                            instant(row, "throttled_until")));
        });
        return all;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /** @param needsTrial whether a successful probe is not enough to show that the provider is back */
    void away(String consumer, @Nullable String reason, boolean needsTrial) {
        jdbc.sql("""
                insert into messaging.provider_status as known (consumer, away_since, reason, needs_trial, next_probe_at)
                values (:consumer, clock_timestamp(), :reason, :needsTrial, clock_timestamp() + interval '2 seconds')
                on conflict (consumer) do update
                   set away_since = excluded.away_since, reason = excluded.reason, needs_trial = excluded.needs_trial,
                       next_probe_at = excluded.next_probe_at
                 where known.away_since is null""")
                .param("consumer", consumer)
                .param("reason", reason)
                .param("needsTrial", needsTrial)
                .update();
    }

    void back(String consumer) {
        jdbc.sql("""
                update messaging.provider_status set away_since = null, reason = null, next_probe_at = null
                 where consumer = ?""").param(consumer).update();
    }

    /**
     * Claims the next probe, if it is due and no other replica has claimed it.
     *
     * @return whether the provider needs a trial after a successful probe; empty if this replica must not probe now
     */
    Optional<Boolean> claimProbe(String consumer) {
        return jdbc.sql("""
                update messaging.provider_status
                   set next_probe_at = clock_timestamp() + %s, away_since = least(away_since, clock_timestamp())
                 where consumer = ?
                   and away_since is not null
                   and not next_probe_at between clock_timestamp() and clock_timestamp() + interval '30 seconds'
                returning needs_trial""".formatted(PAUSE))
                .param(consumer)
                .query(Boolean.class)
                .optional();
    }

    void throttle(String consumer, Duration pause) {
        jdbc.sql("""
                insert into messaging.provider_status as known (consumer, throttled_until)
                values (:consumer, clock_timestamp() + least(:pause, :longest) * interval '1 millisecond')
                on conflict (consumer) do update
                   set throttled_until = greatest(
                       case when known.throttled_until <= clock_timestamp() + :longest * interval '1 millisecond'
                            then known.throttled_until end,
                       excluded.throttled_until)""")
                .param("consumer", consumer)
                .param("pause", pause.toMillis())
                .param("longest", LONGEST_THROTTLE.toMillis())
                .update();
    }
}
