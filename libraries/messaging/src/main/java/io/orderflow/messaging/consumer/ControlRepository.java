package io.orderflow.messaging.consumer;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the desired state that operators set for each consumer, for all replicas. */
class ControlRepository {

    private final JdbcClient jdbc;

    ControlRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The desired state of a consumer.
     *
     * @param switched how often operators have paused or resumed the consumer
     * @param limitPerSecond null for the configured limit
     */
    record DesiredState(
            boolean paused, int switched, @Nullable Integer limitPerSecond) {

        static final DesiredState NONE = new DesiredState(false, 0, null);
    }

    /** The desired states by consumer. A consumer that no operator has changed may be missing. */
    Map<String, DesiredState> desiredStates() {
        Map<String, DesiredState> desiredStates = new HashMap<>();
        jdbc.sql("select consumer, paused, switched, limit_per_second from messaging.consumer_control")
                .query(row -> {
                    desiredStates.put(
                            row.getString("consumer"),
                            new DesiredState(
                                    row.getBoolean("paused"),
                                    row.getInt("switched"),
                                    row.getObject("limit_per_second", Integer.class)));
                });
        return desiredStates;
    }

    void pause(String consumer, boolean paused) {
        jdbc.sql("""
                insert into messaging.consumer_control as mine (consumer, paused, switched) values (?, ?, 1)
                on conflict (consumer) do update set paused = excluded.paused, switched = mine.switched + 1""").params(consumer, paused).update();
    }

    void limit(String consumer, @Nullable Integer perSecond) {
        jdbc.sql("""
                insert into messaging.consumer_control (consumer, limit_per_second) values (:consumer, :limit::int)
                on conflict (consumer) do update set limit_per_second = excluded.limit_per_second""").param("consumer", consumer).param("limit", perSecond).update();
    }
}
