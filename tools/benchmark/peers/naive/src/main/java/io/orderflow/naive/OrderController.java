package io.orderflow.naive;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

    private final CustomerOrders orders;
    private final Fulfilment fulfilment;

    OrderController(CustomerOrders orders, Fulfilment fulfilment) {
        this.orders = orders;
        this.fulfilment = fulfilment;
    }

    /** Uses no surrounding transaction: it would hold a connection while waiting for the broker, and commit after publishing. */
    @PostMapping("/orders")
    ResponseEntity<CustomerOrder> place(@Valid @RequestBody OrderRequest request) {
        CustomerOrder order = orders.save(new CustomerOrder(
                request.customerEmail(), request.paymentMethod(), request.priority(), request.items()));
        fulfilment.begin(order);
        return ResponseEntity.created(URI.create("/orders/" + order.getId())).body(order);
    }

    record OrderRequest(
            @NotBlank @Email String customerEmail,
            @NotBlank String paymentMethod,
            @NotBlank String priority,
            @NotEmpty List<CustomerOrder.Item> items) {}
}
