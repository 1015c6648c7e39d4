package io.orderflow.backing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A private node of the {@code rabbitmq-server} that is installed or unpacked on this machine. It has its own ports, data, logs,
 * plugins, settings and Erlang cookie, so it can run beside the machine's RabbitMQ. Also works as root.
 */
final class RabbitNode implements Broker {

    private static final String HOST = "127.0.0.1";
    private static final String ADMIN = "admin";
    private static final Duration BOOTS_IN = Duration.ofSeconds(120);
    private static final Duration STOPS_IN = Duration.ofSeconds(30);
    private static final int LOG_LINES = 15;

    private final BrokerSettings settings;
    private final Supplier<RabbitInstallation> programs;
    private final Path home;
    private final ProcessTag marker;
    private final String password;
    private final int port;
    private final int managementPort;
    private final BrokerProbe probe;

    private List<ProcessHandle> processes = List.of();
    private String version = "not started yet";
    private int portMapperPort;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private RabbitInstallation installation;

    RabbitNode(BrokerSettings settings) {
        this(settings, RabbitInstallation::findOrDownload);
    }

    /** @param programs finds the programs when the node starts */
    RabbitNode(BrokerSettings settings, Supplier<RabbitInstallation> programs) {
        this.settings = settings;
        this.programs = programs;
        this.home = PrivateFiles.folder(settings.home());
        this.marker = ProcessTag.of(home);
        this.password = PrivateFiles.password(home.resolve("admin.password"));
        this.port = FreePorts.orGiven(settings.port());
        this.managementPort = FreePorts.orGiven(settings.managementPort());
        this.probe = new BrokerProbe(HOST, port, ADMIN, password);
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String adminUser() {
        return ADMIN;
    }

    @Override
    public String adminPassword() {
        return password;
    }

    @Override
    public Optional<URI> managementUrl() {
        return settings.management()
                ? Optional.of(URI.create("http://" + HOST + ":" + managementPort))
                : Optional.empty();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public synchronized void start() {
        if (processes.stream().anyMatch(Processes::isAlive)) {
            return;
        }
        installation = programs.get();
        List<Integer> ports = FreePorts.some(2);
        writeConfiguration();
        portMapperPort = ports.get(0);
        Epmd.remember(home, portMapperPort);
        Process script = launch(ports.get(1));
        awaitBoot(script);
        processes = Processes.tree(script.toHandle());
    }

    @Override
    public synchronized void stop() {
        // Signals the node directly, which stops at once. The start script would run rabbitmqctl, which takes seconds.
        node().ifPresent(node -> Processes.end(List.of(node), STOPS_IN));
        clearAway();
    }

    @Override
    public synchronized void kill() {
        clearAway();
    }

    @Override
    public synchronized void setShortOfMemory(boolean isShort) {
        run(MemoryAlarm.command(installation.control().toString(), isShort));
    }

    private void run(List<String> words) {
        ProcessBuilder builder = program(words);
        Path output = home.resolve("control.log");
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new BackingServiceException(words + " failed: "
                        + PrivateFiles.read(output).orElse("").strip());
            }
        } catch (IOException e) {
            throw new BackingServiceException(words.get(0) + " can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingServiceException("Interrupted while waiting for " + words.get(0), e);
        }
    }

    /** Prepares a RabbitMQ program that uses this node and ignores the machine's settings. */
    private ProcessBuilder program(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
        environment.putAll(installation.environment());
        environment.put("HOME", home.toString());
        environment.put("RABBITMQ_NODENAME", marker + "@localhost");
        environment.put(
                "RABBITMQ_CONF_ENV_FILE", home.resolve("rabbitmq-env.conf").toString());
        environment.put("ERL_EPMD_PORT", Integer.toString(portMapperPort));
        return builder;
    }

    @Override
    public void close() {
        ShutdownHooks.forget(this);
        stop();
        if (!settings.keepsData()) {
            PrivateFiles.delete(home);
        }
    }

    private Optional<ProcessHandle> node() {
        return processes.stream()
                .filter(Processes::isAlive)
                .filter(process -> process.info().command().orElse("").endsWith("beam.smp"))
                .findFirst();
    }

    private void clearAway() {
        Processes.kill(processes);
        processes = List.of();
        Epmd.end(home);
    }

    private void writeConfiguration() {
        Path definitions = PrivateFiles.folder(home.resolve("definitions"));
        List<BrokerUser> users = new ArrayList<>(settings.users());
        users.add(BrokerUser.administrator(ADMIN, password));
        PrivateFiles.write(definitions.resolve("00-users.json"), BrokerDefinitions.of(users));
        for (Path file : settings.definitions()) {
            PrivateFiles.write(
                    definitions.resolve("10-" + file.getFileName()),
                    PrivateFiles.read(file).orElseThrow(() -> new BackingServiceException("There is no file " + file)));
        }
        PrivateFiles.write(home.resolve("rabbitmq.conf"), configuration(definitions));
        PrivateFiles.write(
                home.resolve("enabled_plugins"), settings.management() ? "[rabbitmq_management].\n" : "[].\n");
        // The cookie lets its holder run code in the broker. Erlang would generate one that a search finds within
        // seconds.
        PrivateFiles.write(home.resolve(".erlang.cookie"), Passwords.random());
        // These files must exist. Otherwise RabbitMQ would read those of the machine.
        PrivateFiles.write(home.resolve("rabbitmq-env.conf"), "");
        PrivateFiles.write(home.resolve("advanced.config"), ADVANCED_CONFIG);
        PrivateFiles.folder(home.resolve("conf.d"));
    }

    private String configuration(Path definitions) {
        String basic = """
                listeners.tcp.default = %s:%s
                load_definitions = %s
                log.console = false
                log.file.level = info
                disk_free_limit.absolute = 50MB
                vm_memory_high_watermark.absolute = 1GB
                """.formatted(HOST, port, definitions);
        String management = """
                management.tcp.ip = %s
                management.tcp.port = %s
                """.formatted(HOST, managementPort);
        return basic + LIMITS + (settings.management() ? management : "");
    }

    private Process launch(int distributionPort) {
        ProcessBuilder builder = program(List.of(installation.server().toString()));
        builder.environment().putAll(serverEnvironment(distributionPort));
        builder.redirectErrorStream(true).redirectOutput(consoleLog().toFile());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new BackingServiceException(installation.server() + " can't be run", e);
        }
    }

    private Map<String, String> serverEnvironment(int distributionPort) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("ERL_EPMD_ADDRESS", HOST);
        environment.put("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString());
        environment.put("RABBITMQ_CONFIG_FILES", home.resolve("conf.d").toString());
        environment.put(
                "RABBITMQ_ADVANCED_CONFIG_FILE", home.resolve("advanced.config").toString());
        environment.put(
                "RABBITMQ_GENERATED_CONFIG_DIR", home.resolve("generated").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_MNESIA_BASE", home.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", home.resolve("log").toString());
        environment.put("RABBITMQ_PID_FILE", home.resolve("node.pid").toString());
        // Two schedulers that sleep when idle, so that an idle broker uses no CPU. The marker must be last.
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1} -marker "
                        + marker);
        return environment;
    }

    private void awaitBoot(Process script) {
        // RabbitMQ takes long to end after it has found a port taken.
        boolean ready = Poll.until(BOOTS_IN, () -> !script.isAlive() || hasFoundPortTaken() || probe.answers());
        if (!ready || !script.isAlive() || hasFoundPortTaken()) {
            processes = Processes.tree(script.toHandle());
            clearAway();
            if (hasFoundPortTaken()) {
                throw new PortTakenException("RabbitMQ did not start: another process listens on one of its ports, "
                        + port + (settings.management() ? " or " + managementPort : "") + ". End that process, which"
                        + " 'ss -ltnp' names, or take other ports");
            }
            throw new BackingServiceException("RabbitMQ did not start"
                    + (ready ? "" : " within " + BOOTS_IN.toSeconds() + " s") + ". Its log ends with:\n" + logTail());
        }
        try {
            version = probe.version();
        } catch (IOException | TimeoutException e) {
            throw new BackingServiceException("RabbitMQ went away while starting", e);
        }
    }

    private boolean hasFoundPortTaken() {
        return log().contains("eaddrinuse");
    }

    private String logTail() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    private String log() {
        return PrivateFiles.read(consoleLog()).orElse("");
    }

    private Path consoleLog() {
        return home.resolve("console.log");
    }
}
