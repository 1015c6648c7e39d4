package io.orderflow.more.sms;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.EffectHandler;
import io.orderflow.messaging.Provider;
import io.orderflow.messaging.ratelimit.Permit;
import org.springframework.stereotype.Component;

@Component
class SmsHandler implements EffectHandler<OrderPlaced, Void> {

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
    public Provider provider() {
        return gateway;
    }

    @Override
    public Void perform(OrderPlaced order, Permit permit) {
        String key = "order-placed-" + order.correlationId();
        Sms sms = new Sms(key, order.customerEmail(), "We have your order " + order.correlationId());
        permit.awaitStart();
        gateway.send(sms);
        return null;
    }

    @Override
    public void record(OrderPlaced order, Void result) {
        // That the message was handled is all there is to record.
    }
}
