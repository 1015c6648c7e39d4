package io.orderflow.order.web;

import io.orderflow.order.NewOrder;
import io.orderflow.order.Order;
import io.orderflow.order.OrderHistory;
import io.orderflow.order.OrderPayment;
import io.orderflow.order.OrderPlacement;
import io.orderflow.order.Orders;
import io.orderflow.order.RecordedEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
// Spring checks {@code produces} before it calls the method. Otherwise an order would be stored before its customer
// gets the 406.
@RequestMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Orders", description = "What customers do. An order's id grants access to the order.")
class OrderController {

    private final OrderPlacement placement;
    private final OrderPayment payment;
    private final OrderHistory history;
    private final Orders orders;

    OrderController(OrderPlacement placement, OrderPayment payment, OrderHistory history, Orders orders) {
        this.placement = placement;
        this.payment = payment;
        this.history = history;
        this.orders = orders;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "placeOrder",
            summary = "Places an order",
            description = "201 means that the order is stored; its payment and its mail will follow.")
    @ApiResponse(
            responseCode = "201",
            description = "The order is placed",
            headers =
                    @Header(
                            name = "Location",
                            description = "The path of the order",
                            required = true,
                            schema = @Schema(types = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "422", description = "The Idempotency-Key was used for a different order")
    ResponseEntity<OrderResponse> place(
            @Valid @RequestBody PlaceOrderRequest request,
            @Parameter(description = "Makes retries safe: the same key returns the same order")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Pattern(regexp = "[!-~]{1,255}", message = "must be 1 to 255 visible ASCII characters")
                    String idempotencyKey) {
        NewOrder newOrder = request.toNewOrder();
        Order order =
                idempotencyKey == null ? placement.place(newOrder) : placement.placeOnce(newOrder, idempotencyKey);
        return ResponseEntity.created(URI.create("/orders/" + order.id())).body(OrderResponse.of(order));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "showOrder",
            summary = "Shows an order",
            description = "Whether it is paid, and whether its confirmation was sent.")
    OrderResponse show(@PathVariable UUID id) {
        return orders.findById(id).map(OrderResponse::of).orElseThrow(() -> new NoSuchOrderException(id));
    }

    @PostMapping(path = "/{id}/payment", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "payOrder",
            summary = "Pays an order in another way, after its payment has failed",
            description = "202 means that the payment is in progress again. The order is charged once in total.")
    @ApiResponse(responseCode = "202", description = "The payment is in progress")
    @ApiResponse(responseCode = "409", description = "The order is paid, or its payment is in progress")
    @ResponseStatus(HttpStatus.ACCEPTED)
    OrderResponse pay(@PathVariable UUID id, @Valid @RequestBody PayAgainRequest request) {
        return payment.payAgain(id, request.paymentMethod())
                .map(OrderResponse::of)
                .orElseThrow(() -> new NoSuchOrderException(id));
    }

    @GetMapping("/{id}/events")
    @Operation(
            operationId = "listOrderEvents",
            summary = "Shows the events of an order",
            description = "What happened, when, and why. The events are in the order in which they were recorded.")
    List<OrderEventResponse> events(@PathVariable UUID id) {
        List<RecordedEvent> events = history.of(id);
        if (events.isEmpty()) {
            throw new NoSuchOrderException(id);
        }
        return events.stream().map(OrderEventResponse::of).toList();
    }
}
