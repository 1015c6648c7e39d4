package io.orderflow.naive;

import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.support.converter.JacksonJsonMessageConverter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Two durable quorum queues, like those for the orders of Orderflow. */
@Configuration
@Profile("!synchronous")
class OrderQueues {

    static final String EXCHANGE = "naive.orders";

    @Bean
    Declarables queues() {
        FanoutExchange exchange = new FanoutExchange(EXCHANGE);
        Queue payment = QueueBuilder.durable("naive.payment").quorum().build();
        Queue email = QueueBuilder.durable("naive.email").quorum().build();
        Binding toPayment = BindingBuilder.bind(payment).to(exchange);
        Binding toEmail = BindingBuilder.bind(email).to(exchange);
        return new Declarables(exchange, payment, email, toPayment, toEmail);
    }

    @Bean
    JacksonJsonMessageConverter converter() {
        return new JacksonJsonMessageConverter();
    }
}
