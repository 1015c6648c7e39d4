package io.orderflow.order.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.messages.Priority;
import io.orderflow.order.ConfirmationStatus;
import io.orderflow.order.Order;
import io.orderflow.order.OrderItem;
import io.orderflow.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as its customer sees it. Omits e-mail address and payment token, because everyone with the order's id may read this.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderResponse(
        UUID id,
        OrderStatus status,
        @Nullable String failureReason,
        ConfirmationStatus confirmation,
        BigDecimal total,
        String currency,
        Priority priority,
        List<OrderItem> items,
        Instant placedAt,
        @Nullable Instant paidAt,
        @Nullable Instant failedAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant shippedAt) {

    static OrderResponse of(Order order) {
        return new OrderResponse(
                order.id(),
                order.status(),
                order.failureReason(),
                order.confirmation(),
                order.total(),
                order.currency(),
                order.priority(),
                order.items(),
                order.placedAt(),
                order.paidAt(),
                order.failedAt(),
                order.confirmedAt(),
                order.shippedAt());
    }
}
