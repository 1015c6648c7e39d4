package io.orderflow.order.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.messages.Priority;
import io.orderflow.order.ConfirmationStatus;
import io.orderflow.order.Order;
import io.orderflow.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the page's table of latest orders. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LatestOrder(
        UUID id,
        OrderStatus status,
        @Nullable String failureReason,
        ConfirmationStatus confirmation,
        BigDecimal total,
        String currency,
        Priority priority,
        Instant placedAt) {

    static LatestOrder of(Order order) {
        return new LatestOrder(
                order.id(),
                order.status(),
                order.failureReason(),
                order.confirmation(),
                order.total(),
                order.currency(),
                order.priority(),
                order.placedAt());
    }
}
