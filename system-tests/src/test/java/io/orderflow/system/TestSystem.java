package io.orderflow.system;

import io.orderflow.backing.Mail;
import io.orderflow.chaos.Proxy;
import io.orderflow.launcher.JavaProgram;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Ports;
import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One system for all tests of this JVM: one order-service, two replicas of payment- and email-service, and more-consumers. Its
 * limits are ten times those of production, so that tests need not wait; {@link Operators#usualLimits} sets those of production.
 */
final class TestSystem {

    private static final Path HOME = Path.of("target", "orderflow").toAbsolutePath();
    static final List<String> SERVICES =
            List.of(Orderflow.ORDERS, Orderflow.PAYMENTS, Orderflow.EMAILS, Orderflow.MORE_CONSUMERS);
    static final int PAYMENTS_PER_SECOND = 100;
    static final int MAILS_PER_SECOND = 50;
    static final TraceReceiver TRACES = new TraceReceiver();

    private static final List<Proxy> PROXIES = new ArrayList<>();

    private static Orderflow running;

    private TestSystem() {}

    static synchronized Orderflow get() {
        if (running == null) {
            deleteOldHome();
            Ports ports = Ports.free();
            Orderflow.Builder builder = Orderflow.builder(HOME)
                    .ports(ports)
                    .replicas(Orderflow.PAYMENTS, 2)
                    .replicas(Orderflow.EMAILS, 2)
                    .withMoreConsumers()
                    // Far longer than the proxy of the rolling restart needs to notice, even on a machine that is busy
                    // with starts.
                    .setting(Orderflow.ORDERS, "ORDERFLOW_SHUTDOWN_NOTICE", "2s")
                    .setting(Orderflow.EMAILS, "ORDERFLOW_CONSUMERS_EMAIL_POSTPONEFOR", "3s")
                    // After a kill, mails in progress wait until the lease of their claims has ended.
                    .setting(Orderflow.EMAILS, "ORDERFLOW_CONSUMERS_EMAIL_LEASE", "20s")
                    .setting(Orderflow.EMAILS, "SPRING_MAIL_PROPERTIES_MAIL_SMTP_CONNECTIONTIMEOUT", "1000")
                    .setting(Orderflow.EMAILS, "SPRING_MAIL_PROPERTIES_MAIL_SMTP_TIMEOUT", "3000")
                    .setting(Orderflow.EMAILS, "SPRING_MAIL_PROPERTIES_MAIL_SMTP_WRITETIMEOUT", "3000")
                    .setting(Orderflow.PAYMENTS, "ORDERFLOW_CONSUMERS_PAYMENT_LIMITPERSECOND", "" + PAYMENTS_PER_SECOND)
                    .setting(Orderflow.EMAILS, "ORDERFLOW_CONSUMERS_EMAIL_LIMITPERSECOND", "" + MAILS_PER_SECOND)
                    .progress(line -> System.out.println("system: " + line));
            SERVICES.forEach(service -> traceOnRequest(service, builder));
            putProxiesBefore(Orderflow.ORDERS, "orders", ports, builder);
            putProxiesBefore(Orderflow.PAYMENTS, "payments", ports, builder);
            // FirstMinuteTest has the usual warm-up.
            builder.setting(Orderflow.ORDERS, "ORDERFLOW_ORDERS_WARMUP", "1s");
            // Restarted again and again, no process lives long enough to profit from the optimizing compiler.
            builder.setting(Orderflow.ORDERS, "JAVA_TOOL_OPTIONS", JavaProgram.QUICK_TO_COMPILE);
            running = builder.start();
        }
        return running;
    }

    /** Records only requests with a sampled trace, so that the thousands of orders of other tests leave no spans. */
    private static void traceOnRequest(String service, Orderflow.Builder builder) {
        builder.setting(service, "MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "0")
                .setting(service, "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", TRACES.endpoint());
    }

    private static void putProxiesBefore(String service, String database, Ports ports, Orderflow.Builder builder) {
        Proxy toDatabase = Proxy.to(ports.postgres());
        Proxy toBroker = Proxy.to(ports.amqp());
        PROXIES.addAll(List.of(toDatabase, toBroker));
        builder.setting(
                        service,
                        "SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(toDatabase.port(), database))
                .setting(service, "SPRING_RABBITMQ_PORT", Integer.toString(toBroker.port()));
    }

    /** Connections of order- and payment-service to the database and the broker deliver nothing more; new ones work. */
    static void forgetConnections() {
        get();
        PROXIES.forEach(Proxy::openBlackHole);
    }

    private static void deleteOldHome() {
        try (var files = Files.exists(HOME) ? Files.walk(HOME) : java.util.stream.Stream.<Path>empty()) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Access to a service's database with the service's own role. */
    static JdbcClient database(String name) {
        return database(get(), name);
    }

    static JdbcClient database(Orderflow system, String name) {
        var credentials = system.database(name);
        return JdbcClient.create(
                new DriverManagerDataSource(credentials.url(), credentials.user(), credentials.password()));
    }

    static void stop(String service) {
        get().replicas(service).parallelStream().forEach(ServiceProcess::stop);
    }

    static void start(String service) {
        get().replicas(service).forEach(ServiceProcess::start);
    }

    static void startAndAwait(String service) {
        start(service);
        get().replicas(service).forEach(ServiceProcess::awaitReady);
    }

    static List<Mail> mailsTo(String recipient) {
        return get().mailServer().mails().stream()
                .filter(it -> it.to().contains(recipient))
                .toList();
    }
}
