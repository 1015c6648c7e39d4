package io.orderflow.order.report;

import io.orderflow.messages.Priority;
import io.orderflow.messages.SalesReport;
import io.orderflow.messaging.job.RepeatingJob;
import io.orderflow.messaging.outbox.Outbox;
import io.orderflow.order.OrderPlacement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Mails the sales of the day before. A day begins and ends at midnight in the time zone of the schedule, so it may have 23 or 25
 * hours.
 */
@Component
@EnableConfigurationProperties(SalesReportSettings.class)
class SalesReportJob implements RepeatingJob {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final SalesReportSettings settings;
    private final Clock clock;

    SalesReportJob(JdbcClient jdbc, Outbox outbox, SalesReportSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sales-report";
    }

    /** Uses the bulk lane: a report must not delay the mails to customers. */
    @Override
    public void run(ZonedDateTime time) {
        LocalDate day = time.toLocalDate().minusDays(1);
        SalesReport report =
                SalesReport.of(settings.recipient(), day, time.getZone(), sales(day, time.getZone()), clock.instant());
        outbox.send(OrderPlacement.EXCHANGE, Priority.BULK.routingKey(report.type()), report);
    }

    private List<SalesReport.Sales> sales(LocalDate day, ZoneId zone) {
        return jdbc.sql("""
                select currency,
                       count(*) as orders,
                       count(*) filter (where status in ('PAID', 'SHIPPED')) as paid,
                       coalesce(sum(total) filter (where status in ('PAID', 'SHIPPED')), 0) as revenue
                  from orders
                 where placed_at >= ? and placed_at < ?
                 group by currency
                 order by currency""")
                .params(midnight(day, zone), midnight(day.plusDays(1), zone))
                .query(SalesReport.Sales.class)
                .list();
    }

    private static Timestamp midnight(LocalDate day, ZoneId zone) {
        return Timestamp.from(day.atStartOfDay(zone).toInstant());
    }
}
