package io.orderflow.order;

import io.orderflow.messaging.PermanentFailure;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Applies what other services report to the order that it is about. */
@Service
public class OrderResults {

    private final Orders orders;

    OrderResults(Orders orders) {
        this.orders = orders;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(UUID orderId, Consumer<Order> change) {
        Order order =
                orders.findForUpdate(orderId).orElseThrow(() -> new PermanentFailure("there is no order " + orderId));
        change.accept(order);
    }
}
