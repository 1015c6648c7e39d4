package io.orderflow.chaos;

import com.rabbitmq.client.Connection;

/** Delivers every order twice. */
final class Repeat implements Fault {

    private final BrokerAdmin broker;

    @SuppressWarnings("NullAway.Init") // inject() sets it.
    private Connection connection;

    Repeat(BrokerAdmin broker) {
        this.broker = broker;
    }

    @Override
    public String target() {
        return "exchange orders";
    }

    @Override
    public void inject() throws Exception {
        connection = broker.connect();
        OrderCopies.publish(connection);
    }

    @Override
    public void heal() {
        connection.abort();
    }
}
