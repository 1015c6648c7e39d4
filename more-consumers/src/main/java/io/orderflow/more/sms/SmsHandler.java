package io.orderflow.more.sms;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.MessageHandler;
import io.orderflow.messaging.ratelimit.Permit;
import org.springframework.stereotype.Component;

@Component
class SmsHandler implements MessageHandler<OrderPlaced> {

    private final SmsGateway gateway;

    SmsHandler(SmsGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public String consumer() {
        return "sms";
    }

    @Override
    public Class<OrderPlaced> type() {
        return OrderPlaced.class;
    }

    @Override
    public void handle(OrderPlaced order, Permit permit) {
        String key = "order-placed-" + order.correlationId();
        Sms sms = new Sms(key, order.customerEmail(), "We have your order " + order.correlationId());
        permit.use();
        gateway.send(sms);
    }
}
