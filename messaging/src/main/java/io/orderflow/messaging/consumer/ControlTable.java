package io.orderflow.messaging.consumer;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators want of the consumers, for all replicas. */
class ControlTable {

    private final JdbcClient jdbc;

    ControlTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param limitPerSecond null for the configured one */
    record Wish(boolean paused, Integer limitPerSecond) {

        static final Wish NONE = new Wish(false, null);
    }

    /** By consumer; one that nobody has any wish for may be missing. */
    Map<String, Wish> wishes() {
        Map<String, Wish> wishes = new HashMap<>();
        jdbc.sql("select consumer, paused, limit_per_second from messaging.consumer_control")
                .query(row -> {
                    wishes.put(
                            row.getString("consumer"),
                            new Wish(row.getBoolean("paused"), row.getObject("limit_per_second", Integer.class)));
                });
        return wishes;
    }

    void pause(String consumer, boolean paused) {
        jdbc.sql("""
                insert into messaging.consumer_control (consumer, paused) values (?, ?)
                on conflict (consumer) do update set paused = excluded.paused""").params(consumer, paused).update();
    }

    void limit(String consumer, Integer perSecond) {
        jdbc.sql("""
                insert into messaging.consumer_control (consumer, limit_per_second) values (:consumer, :limit::int)
                on conflict (consumer) do update set limit_per_second = excluded.limit_per_second""").param("consumer", consumer).param("limit", perSecond).update();
    }
}
