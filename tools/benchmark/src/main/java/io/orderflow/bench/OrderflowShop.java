package io.orderflow.bench;

import io.orderflow.backing.DatabaseCredentials;
import io.orderflow.backing.Poll;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import io.orderflow.launcher.Sql;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** This system, with the settings of {@code ./demo up}: payments and mails run at their limits, and the rest waits. */
final class OrderflowShop implements PaidShop {

    private static final String REGULAR_PAYMENTS = "payment.regular";
    private static final int PAYMENTS_PER_SECOND = 10;
    private static final int MAILS_PER_SECOND = 5;
    private static final int MOST_PER_SECOND = 10_000;
    private static final long QUEUES_OF_AN_ORDER = 2;
    private static final Duration PUBLISHED_IN = Duration.ofSeconds(60);

    /** Twice the promised time for a change of the limit. */
    private static final Duration LIMIT_CHANGED_IN = Duration.ofSeconds(2);

    private final Orderflow system;
    private final Queues queues;
    private final Sql orders;
    private final Relay relay;
    private final Sql payments;
    private final Sql emails;
    private final OrderflowBooks books;
    private final Map<String, Program> programs = new ConcurrentSkipListMap<>();

    private ServiceProcess paying;
    /** Null until it is started. */
    private @Nullable ServiceProcess secondRelay;

    private OrderflowShop(Orderflow system) {
        this.system = system;
        this.queues = new Queues(system.operator());
        DatabaseCredentials service = system.database("orders");
        DatabaseCredentials administrator = system.database().admin();
        this.orders = new Sql(service);
        this.relay = new Relay(
                new Sql(new DatabaseCredentials(service.url(), administrator.user(), administrator.password())));
        this.payments = new Sql(system.database("payments"));
        this.emails = new Sql(system.database("emails"));
        this.paying = system.service(Orderflow.PAYMENTS);
        startAll();
        this.books = new OrderflowBooks(orders, payments, emails, queues);
    }

    static OrderflowShop open(Orderflow system) {
        return new OrderflowShop(system);
    }

    /** All at the same time, like {@code ./demo up}. */
    private void startAll() {
        ExecutorService starters = Executors.newFixedThreadPool(Orderflow.SERVICES.size());
        try {
            Orderflow.SERVICES.stream()
                    .map(service -> CompletableFuture.runAsync(() -> start(service, system.service(service)), starters))
                    .toList()
                    .forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            starters.shutdown();
        }
    }

    private void start(String service, ServiceProcess process) {
        try {
            programs.put(service, Program.start(service, process));
        } catch (RuntimeException e) {
            process.stop();
            stopServices();
            throw e;
        }
    }

    @Override
    public URI url() {
        return system.orderApi();
    }

    @Override
    public List<Program> programs() {
        return List.copyOf(programs.values());
    }

    @Override
    public void payFreely() {
        paymentOperations().put("/ops/limits/payment", Map.of("perSecond", MOST_PER_SECOND));
    }

    @Override
    public void payAsBefore() {
        paymentOperations().delete("/ops/limits/payment");
        Speed.pass(LIMIT_CHANGED_IN);
    }

    private OpsApi paymentOperations() {
        return new OpsApi(Orderflow.PAYMENTS, paying.url(), system.opsPassword());
    }

    @Override
    public Map<String, Instant> chargesBegun() {
        return payments.times("select substring(reference from 7), min(started_at) from gateway.attempt group by 1");
    }

    /** Makes the gateway answer at once from now on. */
    void withFastGateway() {
        ServiceProcess fast = system.anotherReplica(Orderflow.PAYMENTS);
        fast.setting("ORDERFLOW_GATEWAY_SIMULATED_LATENCY", "0ms");
        paying.stop();
        start(Orderflow.PAYMENTS, fast);
        paying = fast;
    }

    /**
     * Measures how fast two order-services publish from one outbox, and whether they publish anything twice. Stops the consumers for
     * good, so that all published messages can be counted. Publishes {@code rows} twice; the first time is the warm-up.
     */
    TwoRelays twoRelays(PlacedOrder order, int rows) {
        secondRelay = system.anotherReplica(Orderflow.ORDERS);
        secondRelay.start();
        secondRelay.awaitReady();
        paying.stop();
        system.service(Orderflow.EMAILS).stop();
        awaitEmptyOutbox();
        long before = books.waiting();
        relayPerSecond(order, rows);
        double perSecond = relayPerSecond(order, rows);
        long expected = before + 2 * QUEUES_OF_AN_ORDER * rows;
        Poll.until(PUBLISHED_IN, () -> books.waiting() >= expected);
        return new TwoRelays(perSecond, books.waiting() - expected);
    }

    /** Stops all services, and starts each of them once while no other is running. */
    List<Program.Cost> byThemselves() {
        awaitEmptyOutbox();
        stopServices();
        return Orderflow.SERVICES.stream().sorted().map(this::byItself).toList();
    }

    private Program.Cost byItself(String service) {
        ServiceProcess process = system.service(service);
        try {
            return Program.start(service, process).cost();
        } finally {
            process.stop();
        }
    }

    /** Measures the payments a second without a limit, with a backlog. */
    double paymentsPerSecond(Duration warmUp, Duration time) {
        Instant began = Instant.now();
        payFreely();
        Speed.pass(warmUp.plus(time));
        Collection<Instant> starts = paymentsSince(began);
        payAsBefore();
        return Speed.of(starts, warmUp);
    }

    /** The rate of payments since then, with a backlog. */
    Pace payments(Instant since) {
        return Pace.of(PAYMENTS_PER_SECOND, paymentsSince(since));
    }

    private Collection<Instant> paymentsSince(Instant since) {
        return payments.times(
                        "select id::text, started_at from gateway.attempt where started_at > '%s'".formatted(since))
                .values();
    }

    /** The rate of mails since then, with a backlog. */
    Pace mails(Instant since) {
        return Pace.of(
                MAILS_PER_SECOND,
                emails.times("select id::text, started_at from sent_email where started_at > '%s'".formatted(since))
                        .values());
    }

    /**
     * Adds this many messages behind the waiting payments. They belong to an order that is already paid, and no consumer reaches them.
     */
    void addPayments(PlacedOrder order, int messages) {
        queues.fill(REGULAR_PAYMENTS, order.properties(), order.body(), messages);
        books.addPayments(messages);
    }

    @Override
    public void dropPayments() {
        awaitEmptyOutbox();
        books.dropPayments();
    }

    /** Reads a placed order as it is stored and published. */
    PlacedOrder sample() {
        return PlacedOrder.read(orders, queues.look(REGULAR_PAYMENTS));
    }

    /** Measures how many rows a second the relay publishes and deletes, until none of {@code rows} is left. */
    double relayPerSecond(PlacedOrder order, int rows) {
        awaitEmptyOutbox();
        double perSecond = relay.perSecond(order, rows);
        addPublished(rows);
        return perSecond;
    }

    /** The same for a fixed time with a backlog of {@code rows}; drops the remaining rows. */
    double relayPerSecond(PlacedOrder order, int rows, Duration time) {
        awaitEmptyOutbox();
        double perSecond = relay.perSecond(order, rows, time);
        addPublished(rows - relay.drop(order));
        return perSecond;
    }

    private void addPublished(int rows) {
        books.addPayments(rows);
        books.addMails(rows);
    }

    @Override
    public OrderCounts books(long accepted) {
        awaitEmptyOutbox();
        // Returns prefetched messages to the queues.
        stopServices();
        return OrderCounts.of(accepted, books::sinceOpened);
    }

    private void awaitEmptyOutbox() {
        if (!Poll.until(PUBLISHED_IN, () -> orders.number("select count(*) from messaging.outbox") == 0)) {
            throw new LauncherException("No speed, because messages were still in the outbox after "
                    + PUBLISHED_IN.toSeconds() + " s. The log of order-service may say why.");
        }
    }

    /** Drops all waiting messages, so that the next shop has the broker to itself. */
    @Override
    public void close() {
        stopServices();
        books.dropPayments();
        books.dropMails();
    }

    private void stopServices() {
        paying.stop();
        if (secondRelay != null) {
            secondRelay.stop();
        }
        system.stopServices();
    }
}
