package io.orderflow.order.web;

import io.orderflow.operations.web.Page;
import io.orderflow.order.Order;
import io.orderflow.order.OrderReplay;
import io.orderflow.order.OrderShipment;
import io.orderflow.order.OrderStatus;
import io.orderflow.order.Orders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Operators' requests for orders. */
@RestController
@Tag(name = "Orders for operators", description = "Lists, ships and checks orders")
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
    @Operation(
            operationId = "listOrders",
            summary = "Lists orders, newest first",
            description = "`next` is the value of `after` for the next page.")
    @ApiResponse(responseCode = "200", description = "A page of orders")
    @ApiResponse(responseCode = "404", description = "`after` is the id of no order")
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
    @Operation(operationId = "shipOrder", summary = "Ships a paid order", description = "An order is shipped once.")
    @ApiResponse(responseCode = "200", description = "The order is shipped")
    @ApiResponse(responseCode = "409", description = "The order is not paid, or already shipped")
    OrderResponse ship(@PathVariable UUID id, Principal principal) {
        return shipment.ship(id, principal.getName())
                .map(OrderResponse::of)
                .orElseThrow(() -> new NoSuchOrderException(id));
    }

    /** The number of orders that the replay has rebuilt so far. */
    record Progress(long replayed) {}

    @PostMapping("/ops/replay")
    @Operation(
            operationId = "replayOrders",
            summary = "Rebuilds all orders from their events and compares them",
            description = "Sends a line of JSON after every few thousand orders, and the verdict as the last line. "
                    + "An answer without a verdict is incomplete.")
    @ApiResponse(
            responseCode = "200",
            description = "How many orders differ, and the first of them",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(anyOf = {Progress.class, OrderReplay.Verdict.class})))
    @ApiResponse(responseCode = "409", description = "A replay is running already")
    void replay(HttpServletResponse response) {
        JsonLines lines = new JsonLines(response, json);
        lines.write(replay.run(replayed -> lines.write(new Progress(replayed))));
    }
}
