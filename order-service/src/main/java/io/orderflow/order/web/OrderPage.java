package io.orderflow.order.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.order.Order;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/** Some orders of a list. */
record OrderPage(
        List<OrderResponse> orders,

        @Schema(description = "What to ask for as 'before' to get the next page; absent where the list ends")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        UUID next) {

    static OrderPage of(List<Order> orders, int limit) {
        return new OrderPage(
                orders.stream().map(OrderResponse::of).toList(),
                orders.size() < limit ? null : orders.get(limit - 1).id());
    }
}
