package io.orderflow.naive;

import java.time.Instant;
import java.util.Objects;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Charges orders with the same concurrency as payment-service. Starts only on request, so that the waiting messages can be counted.
 */
@RestController
@Profile("!synchronous")
class PaymentListener {

    private static final String ID = "payment";

    private final Gateway gateway;
    private final Payments payments;
    private final RabbitListenerEndpointRegistry listeners;

    PaymentListener(Gateway gateway, Payments payments, RabbitListenerEndpointRegistry listeners) {
        this.gateway = gateway;
        this.payments = payments;
        this.listeners = listeners;
    }

    @PostMapping("/paying")
    void start() {
        Objects.requireNonNull(listeners.getListenerContainer(ID)).start();
    }

    @DeleteMapping("/paying")
    void stop() {
        Objects.requireNonNull(listeners.getListenerContainer(ID)).stop();
    }

    @RabbitListener(id = ID, queues = "naive.payment", concurrency = "10", autoStartup = "false")
    void pay(CustomerOrder order) {
        Instant begun = Instant.now();
        payments.save(new Payment(order.getId(), order.getTotal(), gateway.charge(), begun));
    }
}
