package io.orderflow.email;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PasswordReset;
import io.orderflow.messages.PaymentFailedNotice;
import io.orderflow.messages.PaymentReminder;
import io.orderflow.messages.Priority;
import io.orderflow.messages.SalesReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Messages for tests, each about a different order or request. */
final class Messages {

    private Messages() {}

    static String newRecipient() {
        return "kim-%s@shop.example".formatted(UUID.randomUUID());
    }

    static OrderPlaced orderOf(String recipient) {
        return orderOf(recipient, "mug-blue");
    }

    static OrderPlaced orderOf(String recipient, String sku) {
        return OrderPlaced.of(
                UUID.randomUUID(),
                recipient,
                "pm_card_visa",
                Priority.REGULAR,
                new BigDecimal("25.00"),
                "EUR",
                List.of(new OrderPlaced.Item(sku, 2, new BigDecimal("12.50"))),
                Instant.now());
    }

    static PasswordReset resetFor(String recipient, String token) {
        return new PasswordReset(1, UUID.randomUUID(), Instant.now(), UUID.randomUUID(), recipient, token);
    }

    static PaymentFailedNotice failedPaymentOf(String recipient, String reason, String sku) {
        return PaymentFailedNotice.of(
                UUID.randomUUID(),
                recipient,
                new BigDecimal("99.90"),
                "CHF",
                reason,
                List.of(new OrderPlaced.Item(sku, 3, new BigDecimal("33.30"))),
                Instant.now());
    }

    static SalesReport salesReportFor(String recipient) {
        return SalesReport.of(
                recipient,
                LocalDate.of(2026, 1, 2),
                ZoneId.of("Europe/Berlin"),
                List.of(new SalesReport.Sales("CHF", 3, 2, new BigDecimal("99.90"))),
                Instant.now());
    }

    static PaymentReminder reminderFor(String recipient) {
        return PaymentReminder.of(
                UUID.randomUUID(),
                recipient,
                new BigDecimal("99.90"),
                "CHF",
                List.of(new OrderPlaced.Item("mug-blue", 3, new BigDecimal("33.30"))),
                Instant.now());
    }
}
