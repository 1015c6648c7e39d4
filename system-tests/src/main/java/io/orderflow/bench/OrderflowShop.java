package io.orderflow.bench;

import io.orderflow.infrastructure.Waiting;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** This system, with the settings of {@code ./demo up}: payments and mails go on at their limits, and the rest waits. */
final class OrderflowShop implements PaidShop {

    private static final List<String> PAYMENTS = List.of("payment.vip", "payment.regular", "payment.bulk");
    private static final List<String> MAILS = List.of("email.vip", "email.regular", "email.bulk");

    private static final int MOST_PER_SECOND = 10_000;
    private static final Duration PUBLISHED_IN = Duration.ofSeconds(60);
    private static final Duration BACK_IN_QUEUES_IN = Duration.ofSeconds(15);

    private final Orderflow system;
    private final Queues queues;
    private final Sql orders;
    private final Sql payments;
    private final Sql emails;
    private final Books before;

    /** Messages that came into the outbox without an order. */
    private long further;

    private long droppedPayments;

    private OrderflowShop(Orderflow system) {
        this.system = system;
        this.queues = new Queues(system.operator());
        this.orders = new Sql(system.database("orders"));
        this.payments = new Sql(system.database("payments"));
        this.emails = new Sql(system.database("emails"));
        this.before = count();
    }

    static OrderflowShop open(Orderflow system) {
        system.startServices();
        return new OrderflowShop(system);
    }

    @Override
    public void payFreely() {
        awaitEmptyOutbox();
        droppedPayments += queues.purge(PAYMENTS);
        paymentOperations().put("/ops/limits/payment", Map.of("perSecond", MOST_PER_SECOND));
    }

    @Override
    public void payAsBefore() {
        paymentOperations().delete("/ops/limits/payment");
    }

    private OpsApi paymentOperations() {
        return new OpsApi(Orderflow.PAYMENTS, system.service(Orderflow.PAYMENTS).url(), system.opsPassword());
    }

    /** How fast payments were started in the latest seconds, while others waited. */
    Pace pace(int seconds) {
        return Pace.of(List.copyOf(payments.times("select id::text, started_at from gateway.attempt"
                        + " where started_at > now() - interval '%d seconds'".formatted(seconds))
                .values()));
    }

    @Override
    public Map<String, Instant> chargesBegun() {
        return payments.times("select substring(reference from 7), min(started_at) from gateway.attempt group by 1");
    }

    @Override
    public URI url() {
        return system.orderApi();
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return services().map(ServiceProcess::pid).flatMap(pid -> ProcessHandle.of(pid).stream());
    }

    /** An order that was placed, as it is stored and published. */
    PlacedOrder sample() {
        return PlacedOrder.read(orders, queues.look("payment.regular"));
    }

    /** How many rows a second the relay publishes and forgets, when so many wait. */
    double relayPerSecond(PlacedOrder order, int rows) {
        awaitEmptyOutbox();
        further += rows;
        return new Relay(orders).perSecond(order, rows);
    }

    @Override
    public Books books(long accepted) {
        awaitEmptyOutbox();
        // What they have fetched and not handled goes back.
        stopServices();
        Waiting.until(BACK_IN_QUEUES_IN, () -> sinceOpened().lost(accepted) == 0);
        return sinceOpened();
    }

    private void awaitEmptyOutbox() {
        if (!Waiting.until(PUBLISHED_IN, () -> orders.number("select count(*) from messaging.outbox") == 0)) {
            throw new LauncherException("No speed, because messages were still in the outbox after "
                    + PUBLISHED_IN.toSeconds() + " s. The log of order-service may say why.");
        }
    }

    private Books sinceOpened() {
        Books now = count();
        return new Books(
                now.orders() - before.orders(),
                now.payments() - before.payments() - further + droppedPayments,
                now.mails() - before.mails() - further);
    }

    private Books count() {
        return new Books(
                orders.number("select count(*) from orders"),
                payments.number("select count(*) from messaging.inbox where consumer = 'payment'")
                        + queues.waiting(PAYMENTS),
                emails.number("select count(*) from messaging.inbox where consumer = 'email'") + queues.waiting(MAILS));
    }

    /** What waits is dropped, so that whoever is measured next has the broker to himself. */
    @Override
    public void close() {
        stopServices();
        queues.purge(PAYMENTS);
        queues.purge(MAILS);
    }

    private void stopServices() {
        services().parallel().forEach(ServiceProcess::stop);
    }

    private Stream<ServiceProcess> services() {
        return Orderflow.SERVICES.stream().map(system::service);
    }
}
