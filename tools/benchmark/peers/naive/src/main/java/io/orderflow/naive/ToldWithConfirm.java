package io.orderflow.naive;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

@Component
@Profile("confirm")
class ToldWithConfirm implements Fulfilment {

    private static final long CONFIRMED_IN_SECONDS = 10;

    private final RabbitTemplate rabbit;

    ToldWithConfirm(RabbitTemplate rabbit) {
        this.rabbit = rabbit;
    }

    @Override
    public void begin(CustomerOrder order) {
        CorrelationData told = new CorrelationData(order.getId().toString());
        rabbit.convertAndSend(OrderQueues.EXCHANGE, "", order, told);
        try {
            if (!told.getFuture().get(CONFIRMED_IN_SECONDS, TimeUnit.SECONDS).ack() || told.getReturned() != null) {
                throw new AmqpException("the broker rejected the order");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AmqpException("the broker did not confirm the order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AmqpException("interrupted while waiting for the broker's confirm", e);
        }
    }
}
