package io.orderflow.more.analytics;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sums up by the minute in which things happened, not in which the message arrived. Counting shares the transaction of the inbox, so a
 * redelivered message counts once.
 */
@Repository
class Minutes {

    private final JdbcClient jdbc;

    Minutes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void countOrder(Instant at, BigDecimal total, String currency) {
        add(at, 1, 0, 0);
        jdbc.sql("""
                insert into order_minute_revenue as mine (minute, currency, revenue)
                values (?, ?, ?)
                on conflict (minute, currency) do update set revenue = mine.revenue + excluded.revenue""").params(minute(at), currency, total).update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void countPayment(Instant at, boolean completed) {
        add(at, 0, completed ? 1 : 0, completed ? 0 : 1);
    }

    private void add(Instant at, int orders, int completed, int failed) {
        jdbc.sql("""
                insert into order_minute as mine (minute, orders, payments_completed, payments_failed)
                values (?, ?, ?, ?)
                on conflict (minute) do update
                   set orders = mine.orders + excluded.orders,
                       payments_completed = mine.payments_completed + excluded.payments_completed,
                       payments_failed = mine.payments_failed + excluded.payments_failed""").params(minute(at), orders, completed, failed).update();
    }

    /** Returns the minutes in ascending order; omits minutes without events. */
    List<Minute> from(Instant earliest) {
        return jdbc.sql("""
                select minute, orders, payments_completed, payments_failed, currency, revenue
                  from order_minute left join order_minute_revenue using (minute)
                 where minute >= ?
                 order by minute, currency""").param(minute(earliest)).query(Minutes::fold);
    }

    /** The query returns a row per currency, or one row without a currency. */
    private static List<Minute> fold(ResultSet rows) throws SQLException {
        List<Minute> minutes = new ArrayList<>();
        Instant last = null;
        while (rows.next()) {
            Instant minute = rows.getTimestamp("minute").toInstant();
            if (!minute.equals(last)) {
                minutes.add(new Minute(minute, rows.getLong("orders"), new TreeMap<>(), failureShare(rows)));
                last = minute;
            }
            Map<String, BigDecimal> revenue = minutes.get(minutes.size() - 1).revenue();
            if (rows.getString("currency") != null) {
                revenue.put(rows.getString("currency"), rows.getBigDecimal("revenue"));
            }
        }
        return minutes;
    }

    private static @Nullable Double failureShare(ResultSet row) throws SQLException {
        long failed = row.getLong("payments_failed");
        long settled = failed + row.getLong("payments_completed");
        return settled == 0 ? null : (double) failed / settled;
    }

    private static Timestamp minute(Instant at) {
        return Timestamp.from(at.truncatedTo(ChronoUnit.MINUTES));
    }
}
