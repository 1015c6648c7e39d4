package io.orderflow.chaos;

import io.orderflow.backing.Database;
import io.orderflow.backing.MailServer;
import io.orderflow.backing.ReadOnlyMode;
import io.orderflow.launcher.GatewayOutage;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import io.orderflow.launcher.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Creates the faults of a schedule, for processes on this machine. */
final class Faults implements FaultMaker {

    private static final Duration SLOW = Duration.ofMillis(40);
    private static final Duration VERY_SLOW = Duration.ofMillis(300);
    private static final List<String> CONSUMERS = List.of("payment", "email");
    private static final List<String> SUBSCRIBERS = List.of("payment", "email", "order-results");
    private static final Map<String, String> CONSUMERS_OF_QUEUES =
            Map.of("payment.regular", "payment", "email.regular", "email", "order-results", "order-results");

    private final FaultTarget victim;
    private final Orderflow system;
    private final BrokerAdmin broker;
    private final Map<String, String> poison = new ConcurrentHashMap<>();

    Faults(FaultTarget victim) {
        this.victim = victim;
        this.system = victim.system();
        this.broker = new BrokerAdmin(system.broker());
        acceptMails();
    }

    @Override
    public Map<String, String> poison() {
        return poison;
    }

    @Override
    public Fault of(PlannedFault planned) {
        int choice = planned.choice();
        return switch (planned.kind()) {
            case KILL_ORDERS -> kill(Orderflow.ORDERS, choice);
            case KILL_PAYMENTS -> kill(Orderflow.PAYMENTS, choice);
            case KILL_EMAILS -> kill(Orderflow.EMAILS, choice);
            case KILL_BROKER ->
                Fault.of(
                        "broker",
                        () -> system.broker().kill(),
                        () -> system.broker().start());
            case KILL_DATABASE -> killDatabase(system.database());
            case FREEZE_ORDERS -> freeze(Orderflow.ORDERS, choice);
            case FREEZE_PAYMENTS -> freeze(Orderflow.PAYMENTS, choice);
            case FREEZE_EMAILS -> freeze(Orderflow.EMAILS, choice);
            case CUT_BROKER -> cut(service(choice), victim.wayToBroker(service(choice)));
            case CUT_DATABASE -> cut(service(choice), victim.wayToDatabase(service(choice)));
            case CUT_SMTP -> cut(Orderflow.EMAILS, victim.wayToMailServer());
            case FORGET_BROKER -> forget(service(choice), victim.wayToBroker(service(choice)));
            case FORGET_DATABASE -> forget(service(choice), victim.wayToDatabase(service(choice)));
            case FORGET_SMTP -> forget(Orderflow.EMAILS, victim.wayToMailServer());
            case READ_ONLY_DATABASE -> readOnly(pick(FaultTarget.DATABASES, choice));
            case DELAY_BROKER -> delay(service(choice), victim.wayToBroker(service(choice)), VERY_SLOW);
            case DELAY_DATABASE -> delay(service(choice), victim.wayToDatabase(service(choice)), SLOW);
            case DELAY_SMTP -> delay(Orderflow.EMAILS, victim.wayToMailServer(), VERY_SLOW);
            case MAIL_4XX -> answer(451, "4.3.0 come back later");
            case MAIL_5XX -> answer(550, "5.7.1 not from you");
            case MAIL_AWAY -> mailAway(choice);
            case GATEWAY_AWAY -> gatewayAway();
            case FULL_QUEUE -> {
                String queue = queue(choice);
                yield new FullQueue(queue, consumerOf(queue), broker, new Operator(system));
            }
            case UNBOUND_CONSUMER -> {
                String consumer = pick(SUBSCRIBERS, choice);
                String exchange = CONSUMERS.contains(consumer) ? "orders" : "order.results";
                yield new UnboundQueues(consumer, exchange, broker);
            }
            case NO_WAY_BACK -> {
                String consumer = pick(CONSUMERS, choice);
                yield new UnboundQueues(consumer, consumer, broker);
            }
            case REPEAT -> new Repeat(broker);
            case POISON -> {
                String queue = queue(choice);
                yield new Poison(queue, consumerOf(queue), broker, poison);
            }
            case KILL_NODE -> throw new IllegalArgumentException("This broker is one node");
        };
    }

    /** Kills one replica, the other, or both. */
    private Fault kill(String service, int choice) {
        List<ServiceProcess> replicas = system.replicas(service);
        int which = choice % (replicas.size() + 1);
        List<ServiceProcess> killed = which < replicas.size() ? List.of(replicas.get(which)) : replicas;
        return Fault.of(
                killed.stream().map(ServiceProcess::name).collect(Collectors.joining(", ")),
                () -> victim.restarts().kill(killed),
                () -> victim.restarts().start(killed));
    }

    private static Fault killDatabase(Database database) {
        return Fault.of("PostgreSQL", database::kill, database::start);
    }

    private Fault freeze(String service, int choice) {
        ServiceProcess replica = pick(system.replicas(service), choice);
        ProcessFreezer.Hold hold = victim.freezer().hold(replica);
        return Fault.of(replica.name(), hold::begin, hold::end);
    }

    private static Fault cut(String service, Proxy way) {
        return Fault.of("of " + service, way::cut, way::heal);
    }

    /** Nothing repairs the connections: the service must give them up. */
    private static Fault forget(String service, Proxy way) {
        return Fault.of("of " + service, way::openBlackHole, () -> {});
    }

    private Fault readOnly(String database) {
        ReadOnlyMode mode = ReadOnlyMode.of(system.database(), database);
        return Fault.of(database, mode::begin, mode::close);
    }

    private static Fault delay(String service, Proxy way, Duration each) {
        return Fault.of("for %s, %d ms".formatted(service, each.toMillis()), () -> way.delay(each), way::heal);
    }

    private Fault answer(int code, String text) {
        MailServer mailServer = victim.mailServer();
        return Fault.of(
                "to every recipient", () -> mailServer.reject(recipient -> true, code, text), this::acceptMails);
    }

    private Fault mailAway(int choice) {
        Proxy way = victim.wayToMailServer();
        boolean refuses = choice % 2 == 0;
        return Fault.of(
                refuses ? "connections are refused" : "connections are not answered",
                refuses ? way::refuse : way::silence,
                way::comeBack);
    }

    private Fault gatewayAway() {
        GatewayOutage outage = new GatewayOutage(new Sql(system.database("payments")));
        return Fault.of("no connection", outage::begin, outage::end);
    }

    /** Restores the normal state: only some mailboxes do not exist. */
    private void acceptMails() {
        victim.mailServer().reject(OrderKind::hasNoMailbox, 550, "5.1.1 no such user");
    }

    private static String service(int choice) {
        return pick(Orderflow.SERVICES, choice);
    }

    private static String queue(int choice) {
        return pick(CONSUMERS_OF_QUEUES.keySet().stream().sorted().toList(), choice);
    }

    private static String consumerOf(String queue) {
        return Objects.requireNonNull(CONSUMERS_OF_QUEUES.get(queue));
    }

    private static <T> T pick(List<T> all, int choice) {
        return all.get(choice % all.size());
    }
}
