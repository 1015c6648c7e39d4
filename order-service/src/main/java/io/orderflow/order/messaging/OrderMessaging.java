package io.orderflow.order.messaging;

import io.orderflow.messaging.topology.TopologyDeclarations;
import io.orderflow.order.OrderPlacement;
import org.springframework.amqp.core.Declarables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrderMessaging {

    @Bean
    Declarables ordersExchange() {
        return TopologyDeclarations.exchange(OrderPlacement.EXCHANGE);
    }
}
