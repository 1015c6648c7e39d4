package io.orderflow.naive;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

@Component
@Profile("no-confirm")
class ToldWithoutConfirm implements Fulfilment {

    private final RabbitTemplate rabbit;

    ToldWithoutConfirm(RabbitTemplate rabbit) {
        this.rabbit = rabbit;
    }

    @Override
    public void begin(CustomerOrder order) {
        rabbit.convertAndSend(OrderQueues.EXCHANGE, "", order);
    }
}
