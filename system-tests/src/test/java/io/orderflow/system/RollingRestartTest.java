package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.Mail;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An upgrade as customers see it: of two replicas of each service, one at a time stops and restarts. */
class RollingRestartTest {

    private static final String CUSTOMER = "upgrade@example.org";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** A rate that leaves the machine time to start services. */
    private static final int ORDERS_PER_SECOND = 10;

    private ServiceProcess secondOrders;
    private RoundRobinProxy proxy;

    @BeforeEach
    void twoOfEach() throws IOException {
        // This optional service has one replica and takes no part.
        MoreConsumers.stop();
        Orderflow.SERVICES.forEach(TestSystem::startAndAwait);
        Operators.limit(Orderflow.PAYMENTS, "payment", 10 * ORDERS_PER_SECOND);
        Operators.limit(Orderflow.EMAILS, "email", 10 * ORDERS_PER_SECOND);
        secondOrders = TestSystem.get().anotherReplica(Orderflow.ORDERS);
        secondOrders.start();
        proxy = new RoundRobinProxy(orders());
        await().atMost(PATIENCE).until(() -> orders().stream().allMatch(proxy::sendsTo));
    }

    @AfterEach
    void asBefore() throws IOException, TimeoutException {
        proxy.close();
        secondOrders.stop();
        Orderflow.SERVICES.forEach(TestSystem::startAndAwait);
        Operators.resetLimits();
        MoreConsumers.startAndCatchUp();
    }

    @Test
    void losesNoOrderAndFailsNoRequest() throws Exception {
        Customers customers = Customers.placing(ORDERS_PER_SECOND, () -> Shop.placeAt(proxy.url(), CUSTOMER));

        restart(0);
        restart(1);

        List<UUID> placed = customers.stop();
        System.out.printf("system: %d orders during a rolling restart%n", placed.size());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Books.orders(placed, "PAID", "SENT") == placed.size());
        assertThat(placed).doesNotHaveDuplicates();
        assertThat(Books.charges(placed)).isEqualTo(placed.size());
        assertThat(TestSystem.mailsTo(CUSTOMER))
                .extracting(Mail::messageId)
                .hasSize(placed.size())
                .doesNotHaveDuplicates();
        assertThat(Books.outbox("orders")).isZero();
    }

    /** Restarts one replica of each service at the same time, which is harder than one after the other, and faster. */
    private void restart(int replica) {
        Stream.of(orders(), replicas(Orderflow.PAYMENTS), replicas(Orderflow.EMAILS))
                .map(it -> it.get(replica))
                .parallel()
                .forEach(it -> {
                    it.stop();
                    it.start();
                    it.awaitReady();
                });
        await().atMost(PATIENCE).until(() -> proxy.sendsTo(orders().get(replica)));
    }

    private List<ServiceProcess> orders() {
        return List.of(TestSystem.get().service(Orderflow.ORDERS), secondOrders);
    }

    private static List<ServiceProcess> replicas(String service) {
        return TestSystem.get().replicas(service);
    }
}
