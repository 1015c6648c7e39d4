package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker confirms a message that one of its two consumers gets, because the queue of the other one is not bound. */
class MissingBindingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CUSTOMER = "binding@example.org";
    private static final String KEY = "order.placed.regular";

    private Queues broker;

    @BeforeEach
    void connect() throws Exception {
        broker = new Queues();
    }

    @AfterEach
    void repair() throws Exception {
        broker.bind("payment.regular", "orders", KEY);
        broker.bind("order-results", "order.results", "payment.*");
        broker.unbind("payment.vip", "order.results", "payment.*");
        broker.close();
        awaitAlerts(Orderflow.ORDERS, false);
        awaitAlerts(Orderflow.PAYMENTS, false);
    }

    @Test
    void ordersWaitUntilAllConsumersAreBound() throws Exception {
        broker.unbind("payment.regular", "orders", KEY);
        List<UUID> orders = place(3);

        awaitAlerts(Orderflow.ORDERS, true);
        awaitAlerts(Orderflow.PAYMENTS, true);
        assertThat(Books.outbox("orders")).isGreaterThanOrEqualTo(3);

        broker.bind("payment.regular", "orders", KEY);
        awaitPaidAndMailedOnce(orders);
    }

    /** While an order is published, its binding may come and go at any moment. */
    @Test
    void noOrderIsLostWhileABindingComesAndGoes() throws Exception {
        List<UUID> orders = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            orders.addAll(place(1));
            broker.unbind("payment.regular", "orders", KEY);
            orders.addAll(place(1));
            await().atMost(PATIENCE).until(() -> Books.putBack("orders") > 0 || Books.outbox("orders") == 0);
            broker.bind("payment.regular", "orders", KEY);
        }

        awaitPaidAndMailedOnce(orders);
    }

    @Test
    void otherMessagesDoNotWait() throws Exception {
        broker.unbind("payment.regular", "orders", KEY);
        List<UUID> waiting = place(1);
        UUID vip = Shop.place(CUSTOMER, "pm_card_visa", "VIP");

        await().atMost(PATIENCE).until(() -> Shop.state(vip).equals("PAID/SENT"));
        assertThat(Books.charges(waiting)).isZero();
        broker.bind("payment.regular", "orders", KEY);
        awaitPaidAndMailedOnce(waiting);
    }

    @Test
    void resultsWaitEvenIfAnotherConsumerGetsThem() throws Exception {
        broker.tap("order.results", "payment.*");
        broker.unbind("order-results", "order.results", "payment.*");
        List<UUID> orders = place(2);
        awaitAlerts(Orderflow.PAYMENTS, true);
        await().atMost(PATIENCE).until(() -> Books.charges(orders) == 2);

        broker.bind("order-results", "order.results", "payment.*");
        awaitPaidAndMailedOnce(orders);
    }

    @Test
    void undeclaredBindingsAndPoliciesRaiseAnAlert() throws Exception {
        broker.bind("payment.vip", "order.results", "payment.*");
        awaitAlerts(Orderflow.PAYMENTS, true);
        broker.unbind("payment.vip", "order.results", "payment.*");
        awaitAlerts(Orderflow.PAYMENTS, false);

        broker.limitLength("payment.vip", 1_000_000);
        try {
            awaitAlerts(Orderflow.PAYMENTS, true);
        } finally {
            broker.unlimitLength();
        }
        awaitAlerts(Orderflow.PAYMENTS, false);
    }

    private static List<UUID> place(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Shop.place(CUSTOMER, "pm_card_visa"))
                .toList();
    }

    private static void awaitAlerts(String service, boolean on) {
        await().atMost(PATIENCE).until(() -> Operators.alerts(service).contains("TopologyDrift of " + service) == on);
    }

    private static void awaitPaidAndMailedOnce(List<UUID> orders) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Books.orders(orders, "PAID", "SENT") == orders.size());
        assertThat(Books.charges(orders)).isEqualTo(orders.size());
        assertThat(Books.mailStarts(orders)).hasSize(orders.size());
    }
}
