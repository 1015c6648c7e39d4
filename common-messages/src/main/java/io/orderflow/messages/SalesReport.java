package io.orderflow.messages;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * Requests a mail with the sales of one day. {@code correlationId} identifies the report.
 *
 * @param zone the time zone of the day
 * @param sales one line for each currency, none if nothing was sold
 */
@SentBy("order-service")
public record SalesReport(
        int version,
        UUID id,
        Instant time,
        UUID correlationId,
        String recipient,
        LocalDate day,
        String zone,
        List<Sales> sales)
        implements Message {

    public static final String TYPE = "email.sales-report";

    /**
     * The orders of one currency that were placed on the day.
     *
     * @param paid how many of them are paid
     * @param revenue the total of the paid orders
     */
    public record Sales(String currency, int orders, int paid, BigDecimal revenue) {

        public Sales {
            Required.field("currency", currency);
            Required.amount("revenue", revenue);
        }
    }

    public SalesReport {
        Required.envelope(version, 1, id, time, correlationId);
        Required.field("recipient", recipient);
        Required.field("day", day);
        Required.field("zone", zone);
        sales = List.copyOf(Required.field("sales", sales));
    }

    @Override
    public String type() {
        return TYPE;
    }

    public static SalesReport of(String recipient, LocalDate day, ZoneId zone, List<Sales> sales, Instant time) {
        return new SalesReport(1, UUID.randomUUID(), time, UUID.randomUUID(), recipient, day, zone.getId(), sales);
    }

    /** Omits the address, so that personal data stays out of logs. */
    @Override
    public String toString() {
        return "SalesReport[id=%s, day=%s]".formatted(id, day);
    }
}
