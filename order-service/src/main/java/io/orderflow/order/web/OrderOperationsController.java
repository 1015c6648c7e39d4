package io.orderflow.order.web;

import io.orderflow.operations.web.Page;
import io.orderflow.order.Order;
import io.orderflow.order.OrderReplay;
import io.orderflow.order.OrderShipment;
import io.orderflow.order.OrderStatus;
import io.orderflow.order.Orders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Operators' requests for orders. */
@RestController
@Tag(name = "Operations")
class OrderOperationsController {

    private final Orders orders;
    private final OrderShipment shipment;
    private final OrderReplay replay;
    private final JsonMapper json;

    OrderOperationsController(Orders orders, OrderShipment shipment, OrderReplay replay, JsonMapper json) {
        this.orders = orders;
        this.shipment = shipment;
        this.replay = replay;
        this.json = json;
    }

    @GetMapping("/orders")
    @Operation(summary = "Lists orders, newest first")
    @ApiResponse(responseCode = "200", description = "A page of orders, and the parameter for the next page")
    Page<OrderResponse> list(
            @RequestParam(required = false) OrderStatus status,
            @Parameter(description = "'next' of the previous page") @RequestParam(required = false) UUID after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        Order last = after == null ? null : orders.findById(after).orElseThrow(() -> new NoSuchOrderException(after));
        List<OrderResponse> found = orders.newestFirst(status, last, Limit.of(limit + 1)).stream()
                .map(OrderResponse::of)
                .toList();
        return Page.of(found, limit, it -> it.id().toString());
    }

    @PostMapping("/orders/{id}/shipment")
    @Operation(summary = "Ships a paid order")
    @ApiResponse(responseCode = "200", description = "The order is shipped")
    @ApiResponse(responseCode = "404", description = "There is no such order")
    @ApiResponse(responseCode = "409", description = "The order is not paid, or already shipped")
    OrderResponse ship(@PathVariable UUID id, @Parameter(hidden = true) Principal principal) {
        return shipment.ship(id, principal.getName())
                .map(OrderResponse::of)
                .orElseThrow(() -> new NoSuchOrderException(id));
    }

    @PostMapping("/ops/replay")
    @Operation(
            summary = "Rebuilds all orders from their events and compares them",
            description = "Sends a line of JSON after every few thousand orders, and the verdict as the last line. "
                    + "An answer without a verdict is incomplete.")
    @ApiResponse(responseCode = "200", description = "How many orders differ, and the first of them")
    @ApiResponse(responseCode = "409", description = "A replay is running already")
    void replay(HttpServletResponse response) {
        JsonLines lines = new JsonLines(response, json);
        lines.write(replay.run(replayed -> lines.write(Map.of("replayed", replayed))));
    }
}
