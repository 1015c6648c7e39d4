package io.orderflow.chaos;

import io.orderflow.backing.MailServer;
import io.orderflow.backing.ShutdownHooks;
import io.orderflow.launcher.JavaProgram;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Ports;
import io.orderflow.launcher.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The system under test: some replicas of each service, and a separate proxy between each service and everything that it connects to.
 */
final class FaultTarget implements Subject {

    static final List<String> DATABASES = List.of("orders", "payments", "emails");

    /** With the default of a minute, each freeze would last for minutes. */
    private static final String HEARTBEAT = "4s";

    private final Orderflow system;
    private final Map<String, Proxy> waysToBroker = new TreeMap<>();
    private final Map<String, Proxy> waysToDatabase = new TreeMap<>();
    private final Proxy wayToMailServer;
    private final MailRecord mails = new MailRecord();
    private final ProcessFreezer freezer = new ProcessFreezer();

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private Restarts restarts;

    private FaultTarget(Path home, SystemSize strength, Consumer<String> progress) {
        Ports ports = Ports.free();
        Orderflow.Builder builder = Orderflow.builder(home).ports(ports).progress(progress);
        wayToMailServer = Proxy.to(ports.smtp());
        for (int i = 0; i < Orderflow.SERVICES.size(); i++) {
            String service = Orderflow.SERVICES.get(i);
            Proxy toBroker = Proxy.to(ports.amqp());
            Proxy toDatabase = Proxy.to(ports.postgres());
            waysToBroker.put(service, toBroker);
            waysToDatabase.put(service, toDatabase);
            builder.replicas(service, strength.replicas())
                    .setting(service, "SPRING_RABBITMQ_PORT", Integer.toString(toBroker.port()))
                    .setting(service, "SPRING_RABBITMQ_REQUESTED_HEARTBEAT", HEARTBEAT)
                    .setting(
                            service,
                            "SPRING_DATASOURCE_URL",
                            "jdbc:postgresql://127.0.0.1:%d/%s".formatted(toDatabase.port(), DATABASES.get(i)))
                    .setting(service, "SPRING_MAIL_PORT", Integer.toString(wayToMailServer.port()));
        }
        // By default, a mail that the mail server refuses temporarily waits for minutes, which would prolong the run.
        builder.setting(Orderflow.EMAILS, "ORDERFLOW_CONSUMERS_EMAIL_POSTPONEFOR", "2s,4s");
        // By default, a mail waits ten minutes for an answer that a black hole has taken.
        builder.setting(Orderflow.EMAILS, "ORDERFLOW_MAIL_LASTANSWERIN", "5s");
        // Killed again and again, no process lives long enough to profit from the optimizing compiler.
        builder.setting(Orderflow.ORDERS, "JAVA_TOOL_OPTIONS", JavaProgram.QUICK_TO_COMPILE);
        strength.limit()
                .map(Object::toString)
                .ifPresent(limit -> builder.setting(
                                Orderflow.PAYMENTS, "ORDERFLOW_CONSUMERS_PAYMENT_LIMITPERSECOND", limit)
                        .setting(Orderflow.EMAILS, "ORDERFLOW_CONSUMERS_EMAIL_LIMITPERSECOND", limit));
        system = builder.build();
    }

    /** Returns when all parts are ready; after a failure, nothing is left running. */
    static FaultTarget start(Path home, SystemSize strength, Consumer<String> progress) {
        return start(home, strength, progress, built -> {});
    }

    /** @param first runs when the processes exist but none is started */
    static FaultTarget start(Path home, SystemSize strength, Consumer<String> progress, Consumer<Orderflow> first) {
        FaultTarget victim = new FaultTarget(home, strength, progress);
        victim.system.startInfrastructure();
        victim.mailServer().listener(victim.mails);
        first.accept(victim.system);
        victim.system.startServices();
        victim.restarts = new Restarts(victim.services());
        // Register after the system has registered itself, so that this closes first.
        ShutdownHooks.close(victim);
        return victim;
    }

    Orderflow system() {
        return system;
    }

    MailServer mailServer() {
        return system.mailServer();
    }

    @Override
    public List<URI> shops() {
        return system.replicas(Orderflow.ORDERS).stream()
                .map(ServiceProcess::url)
                .toList();
    }

    @Override
    public FaultMaker faults() {
        return new Faults(this);
    }

    @Override
    public BooksReader books() {
        return new BooksReader(system::database, new BrokerAdmin(system.broker()).page(), mails::all);
    }

    @Override
    public int mails() {
        return mails.count();
    }

    /** All replicas of all services. */
    private List<ServiceProcess> services() {
        return Orderflow.SERVICES.stream()
                .flatMap(service -> system.replicas(service).stream())
                .toList();
    }

    /** Returns when no killed process is still starting. */
    void awaitAllReady() {
        services().forEach(ServiceProcess::awaitReady);
    }

    Restarts restarts() {
        return restarts;
    }

    ProcessFreezer freezer() {
        return freezer;
    }

    Proxy wayToBroker(String service) {
        return Objects.requireNonNull(waysToBroker.get(service));
    }

    Proxy wayToDatabase(String service) {
        return Objects.requireNonNull(waysToDatabase.get(service));
    }

    Proxy wayToMailServer() {
        return wayToMailServer;
    }

    /** Unfreezes first, because a frozen process does not react to the signal to end. */
    @Override
    public void close() {
        ShutdownHooks.forget(this);
        restarts.close();
        freezer.close();
        system.close();
        waysToBroker.values().forEach(Proxy::close);
        waysToDatabase.values().forEach(Proxy::close);
        wayToMailServer.close();
    }
}
