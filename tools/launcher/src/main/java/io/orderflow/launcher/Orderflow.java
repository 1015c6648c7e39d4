package io.orderflow.launcher;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.backing.Broker;
import io.orderflow.backing.BrokerSettings;
import io.orderflow.backing.Database;
import io.orderflow.backing.DatabaseCredentials;
import io.orderflow.backing.FreePorts;
import io.orderflow.backing.MailServer;
import io.orderflow.backing.Passwords;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ProcessTag;
import io.orderflow.backing.ShutdownHooks;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole system: broker, database, mail server, and one or more replicas of each service as processes of this machine. Each
 * service has its own user at the broker and its own database. Data and passwords are kept in the home folder.
 */
public final class Orderflow implements AutoCloseable {

    public static final String ORDERS = "order-service";
    public static final String PAYMENTS = "payment-service";
    public static final String EMAILS = "email-service";
    public static final List<String> SERVICES = List.of(ORDERS, PAYMENTS, EMAILS);

    /** The simulated payment gateway. It is no process: {@link GatewayOutage} takes it away. */
    public static final String GATEWAY = "gateway";

    /** Inventory, SMS and analytics: there if they are asked for. */
    public static final String MORE_CONSUMERS = "more-consumers";

    /**
     * The user for people, with two passwords. At the broker it is the administrator; at the services it may do what is under
     * {@code /ops}.
     */
    public static final String OPERATOR = "operator";

    private static final String LOCAL = "127.0.0.1";
    private static final List<String> LOW_PRIORITY = List.of("nice", "-n", "19");
    private static final Map<String, String> DATABASES =
            Map.of(ORDERS, "orders", PAYMENTS, "payments", EMAILS, "emails", MORE_CONSUMERS, "more");

    private final Builder settings;
    private final Path home;
    private final Map<String, List<ServiceProcess>> services = new LinkedHashMap<>();
    private final Map<String, DatabaseCredentials> databases = new HashMap<>();
    private final Map<String, QuickStart> quickStarts = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private volatile Broker broker;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private volatile Database database;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private volatile MailServer mailServer;

    private Orderflow(Builder settings) {
        this.settings = settings;
        this.home = PrivateFiles.folder(settings.home);
        PrivateFiles.folder(logs());
    }

    /** The services of a system with, or without, {@value #MORE_CONSUMERS}. */
    public static List<String> services(boolean moreConsumers) {
        return moreConsumers
                ? Stream.concat(SERVICES.stream(), Stream.of(MORE_CONSUMERS)).toList()
                : SERVICES;
    }

    public static Builder builder(Path home) {
        return new Builder(home);
    }

    /** Where data, logs and passwords are. */
    public Path home() {
        return home;
    }

    public Broker broker() {
        return broker;
    }

    public Database database() {
        return database;
    }

    public MailServer mailServer() {
        return mailServer;
    }

    /** Access to {@code orders}, {@code payments}, {@code emails} or {@code more} as the service has it when it works. */
    public DatabaseCredentials database(String name) {
        return Objects.requireNonNull(databases.get(name));
    }

    /** The base address of the first order-service. */
    public URI orderApi() {
        return service(ORDERS).url();
    }

    /** The first replica. */
    public ServiceProcess service(String service) {
        return replicas(service).get(0);
    }

    public List<ServiceProcess> replicas(String service) {
        return Objects.requireNonNull(services.get(service));
    }

    /** One more, not started, and not among {@link #replicas}: whoever starts it stops it. */
    public ServiceProcess anotherReplica(String service) {
        return makeReplica(service, replicas(service).size() + 1);
    }

    /** Connections as {@value #OPERATOR}. */
    public ConnectionFactory operator() {
        return brokerUser(OPERATOR);
    }

    /** Connections as this service, or as {@value #OPERATOR}. */
    public ConnectionFactory brokerUser(String name) {
        return broker.connections(name, password(name));
    }

    /** The password of {@value #OPERATOR} at every service. Services get only its hash. It opens no queue. */
    public String opsPassword() {
        return PrivateFiles.password(opsPasswordFile(home));
    }

    /** Starts broker, database and mail server, without the services. If one fails, none is left running. */
    public void startInfrastructure() {
        startInfrastructure(() -> {});
    }

    /** Starts everything. order-service takes the longest and needs no broker until it is ready, so it does not wait for one. */
    private void start() {
        startInfrastructure(() -> replicas(ORDERS).forEach(ServiceProcess::start));
        startServices();
    }

    /** @param beforeBroker runs as soon as services can start, with or without a broker */
    private void startInfrastructure(Runnable beforeBroker) {
        Stream<Runnable> preparations = settings.services.stream().map(service -> () -> prepare(service));
        Stream<Runnable> parts =
                Stream.of(this::startDatabase, () -> mailServer = MailServer.start(settings.ports.smtp()));
        // Each waits for processes, and the common pool has but one thread where there are two cores.
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CompletableFuture<Void> theBroker = CompletableFuture.runAsync(this::startBroker, threads);
            CompletableFuture<Void> allElse = CompletableFuture.allOf(Stream.concat(parts, preparations)
                            .map(part -> CompletableFuture.runAsync(part, threads))
                            .toArray(CompletableFuture[]::new))
                    .thenRun(() -> {
                        makeArchiveUnlessLater(ORDERS);
                        settings.services.forEach(service -> services.put(service, makeReplicas(service)));
                        // After the infrastructure has said the same of itself: last come, first closed.
                        ShutdownHooks.close(this);
                        beforeBroker.run();
                    });
            CompletableFuture.allOf(theBroker, allElse).join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdown();
        }
    }

    /** Starts all replicas of all services and returns when all are ready. If one fails, nothing is left running. */
    public void startServices() {
        List<ServiceProcess> all =
                services.values().stream().flatMap(List::stream).toList();
        try {
            all.forEach(ServiceProcess::start);
            for (ServiceProcess service : all) {
                service.awaitReady();
                say(service.name() + " is ready");
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Stops all replicas of all services, and leaves running what they need. */
    public void stopServices() {
        List<ServiceProcess> all =
                services.values().stream().flatMap(List::stream).toList();
        // All are asked before the first is waited for.
        all.forEach(ServiceProcess::beginStop);
        all.forEach(ServiceProcess::stop);
    }

    /** Stops the services, then what they need. */
    @Override
    public void close() {
        ShutdownHooks.forget(this);
        stopServices();
        Stream.of(broker, database, mailServer)
                .filter(Objects::nonNull)
                .parallel()
                .forEach(Orderflow::close);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LauncherException("Not closed: " + e.getMessage(), e);
        }
    }

    private void startBroker() {
        broker = Broker.start(BrokerSettings.in(brokerHome(home))
                .port(settings.ports.amqp())
                .managementPort(settings.ports.management())
                .users(BrokerUsers.read(settings.project.brokerUsers(), this::password))
                .definitions(Stream.of(settings.project.brokerDefinitions())
                        .filter(Files::exists)
                        .toList()));
        say("RabbitMQ " + broker.version() + " is ready");
    }

    private void startDatabase() {
        database = Database.start(databaseHome(home), settings.ports.postgres());
        settings.services.stream().map(DATABASES::get).forEach(name -> {
            database.createDatabase(name, ownerOf(name), password(ownerOf(name)));
            databases.put(name, database.admit(name, password(name), name));
        });
        say("PostgreSQL is ready");
    }

    private void prepare(String service) {
        Path jar = settings.project.jar(service);
        Path folder =
                settings.programs == null ? jar.resolveSibling("quick-start") : settings.programs.resolve(service);
        QuickStart quickStart = new QuickStart(jar, flagsOf(service), folder);
        quickStarts.put(service, quickStart);
        quickStart.unpackOnce();
        // The training of order-service needs the database, which starts at the same time.
        if (!service.equals(ORDERS)) {
            makeArchiveUnlessLater(service);
        }
    }

    private QuickStart quickStart(String service) {
        return Objects.requireNonNull(quickStarts.get(service));
    }

    private void makeArchiveUnlessLater(String service) {
        if (!settings.archivesLater && !quickStart(service).hasTriedArchive()) {
            say("Preparing quick starts of %s, once for each build ...".formatted(service));
            makeArchive(service, List.of());
        }
    }

    /** Makes the archives, one after the other, while the system works. */
    public void makeArchives() {
        settings.services.stream()
                .filter(service -> !quickStart(service).hasTriedArchive())
                .forEach(service -> makeArchive(service, LOW_PRIORITY));
    }

    private void makeArchive(String service, List<String> command) {
        QuickStart quickStart = quickStart(service);
        String marker = "-Dorderflow.system=" + ProcessTag.of(home);
        Training ofContext = Training.ofContext(marker);
        if (!service.equals(ORDERS)) {
            quickStart.makeArchive(command, List.of(ofContext));
            return;
        }
        String owner = ownerOf("orders");
        try (TrainingDatabase scratch = TrainingDatabase.create(database, database("orders"), owner, password(owner))) {
            URI url = URI.create(url(FreePorts.one()));
            Map<String, String> environment = environment(ORDERS);
            environment.putAll(scratch.environment(url));
            quickStart.makeArchive(
                    command, List.of(Training.ofService(marker, environment, () -> Readiness.of(url)), ofContext));
        }
    }

    /** A service that handles a few messages a second gains nothing from the optimizing compiler, which costs time and memory. */
    private static List<String> flagsOf(String service) {
        return service.equals(ORDERS) ? List.of() : List.of(JavaProgram.QUICK_TO_COMPILE);
    }

    private List<ServiceProcess> makeReplicas(String service) {
        return IntStream.rangeClosed(1, settings.replicas.getOrDefault(service, 1))
                .mapToObj(number -> makeReplica(service, number))
                .toList();
    }

    private ServiceProcess makeReplica(String service, int number) {
        String name = number == 1 ? service : service + "-" + number;
        int port = number == 1 ? settings.ports.of(service) : FreePorts.one();
        return new ServiceProcess(
                name,
                port,
                quickStart(service)::program,
                logs().resolve(name + ".log"),
                ProcessTag.of(home),
                environment(service));
    }

    private Map<String, String> environment(String service) {
        String name = Objects.requireNonNull(DATABASES.get(service));
        DatabaseCredentials credentials = database(name);
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_DATASOURCE_URL", credentials.url());
        environment.put("SPRING_DATASOURCE_USERNAME", credentials.user());
        environment.put("SPRING_DATASOURCE_PASSWORD", credentials.password());
        environment.put("SPRING_FLYWAY_USER", ownerOf(name));
        environment.put("SPRING_FLYWAY_PASSWORD", password(ownerOf(name)));
        environment.put("SPRING_RABBITMQ_HOST", LOCAL);
        environment.put("SPRING_RABBITMQ_PORT", Integer.toString(settings.ports.amqp()));
        environment.put("SPRING_RABBITMQ_USERNAME", service);
        environment.put("SPRING_RABBITMQ_PASSWORD", password(service));
        environment.put("ORDERFLOW_TOPOLOGY_MANAGEMENT", url(settings.ports.management()));
        environment.put("SPRING_MAIL_HOST", mailServer.host());
        environment.put("SPRING_MAIL_PORT", Integer.toString(mailServer.port()));
        environment.putAll(
                new OpsAccounts(opsPassword(), password("monitor"), Passwords.random()).environment(service));
        // For the page, which shows all of them; the optional one once it is there.
        environment.put("PAYMENT_SERVICE_URL", url(settings.ports.paymentService()));
        environment.put("EMAIL_SERVICE_URL", url(settings.ports.emailService()));
        environment.put("MORE_CONSUMERS_URL", url(settings.ports.moreConsumers()));
        environment.putAll(settings.environment.getOrDefault(service, Map.of()));
        return environment;
    }

    private static String url(int port) {
        return "http://" + LOCAL + ":" + port;
    }

    /** Makes and changes the tables. */
    private static String ownerOf(String database) {
        return database + "_owner";
    }

    /** Of a user of the broker, a role of the database, or the services' read-only account; no two are called the same. */
    private String password(String user) {
        return PrivateFiles.password(home.resolve(user + ".password"));
    }

    private Path logs() {
        return logsIn(settings.home);
    }

    public static Path opsPasswordFile(Path home) {
        return home.resolve("ops.password");
    }

    private void say(String progress) {
        settings.progress.accept(progress);
    }

    public static Path brokerHome(Path home) {
        return home.resolve("rabbitmq");
    }

    public static Path databaseHome(Path home) {
        return home.resolve("postgres");
    }

    /** The folders of the logs of services, broker and database. */
    public static List<Path> logFolders(Path home) {
        return List.of(logsIn(home), brokerHome(home).resolve("log"), databaseHome(home));
    }

    public static Path logsIn(Path home) {
        return home.resolve("logs");
    }

    /** The parts to start, and their ports and folders. */
    public static final class Builder {

        private final Path home;
        private final Map<String, Integer> replicas = new HashMap<>();
        private final Map<String, Map<String, String>> environment = new HashMap<>();
        private List<String> services = services(false);
        private Project project = Project.find();
        private @Nullable Path programs;
        private Ports ports = Ports.free();
        private boolean archivesLater;
        private Consumer<String> progress = line -> {};

        private Builder(Path home) {
            this.home = home;
        }

        /** How many processes of this service run side by side; one as a rule. */
        public Builder replicas(String service, int count) {
            replicas.put(service, count);
            return this;
        }

        /** Wants {@value #MORE_CONSUMERS}, too. */
        public Builder withMoreConsumers() {
            services = services(true);
            return this;
        }

        /** An environment variable for all replicas of a service, besides those that every service gets. */
        public Builder setting(String service, String variable, String value) {
            environment.computeIfAbsent(service, name -> new HashMap<>()).put(variable, value);
            return this;
        }

        /** Free ports are the default. */
        public Builder ports(Ports given) {
            ports = given;
            return this;
        }

        /** Receives a short line for each part that has started. */
        public Builder progress(Consumer<String> listener) {
            progress = listener;
            return this;
        }

        /** Where the services' programs are unpacked, so that a build does not take them away; beside their jars is the default. */
        public Builder programsIn(Path folder) {
            programs = folder;
            return this;
        }

        /** Starts without the archives of classes if they are not there yet; {@link #makeArchives} makes them. */
        public Builder archivesLater() {
            archivesLater = true;
            return this;
        }

        /** The system, with nothing of it started. */
        public Orderflow build() {
            return new Orderflow(this);
        }

        /** Starts all of it and returns when it is ready. If anything fails, nothing is left running. */
        public Orderflow start() {
            Orderflow orderflow = build();
            orderflow.start();
            return orderflow;
        }
    }
}
