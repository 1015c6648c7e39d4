package io.orderflow.bench;

import io.orderflow.backing.DatabaseCredentials;
import io.orderflow.backing.FreePorts;
import io.orderflow.backing.Passwords;
import io.orderflow.backing.Poll;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import io.orderflow.launcher.Sql;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tools/benchmark/peers/express-bullmq}: Express, BullMQ on its own Redis, and pg on the same database server. */
final class ExpressBullMqShop implements OrderSystem {

    private static final String NAME = "story";
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "shop.js");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PAID = "select count(*) from payment";

    private final URI url;
    private final ShopApi api;
    private final Sql database;
    private final PortProcess redis;
    private final PortProcess node;
    private final Program program;
    private final Path data;

    private ExpressBullMqShop(URI url, Sql database, PortProcess redis, PortProcess node, Program program, Path data) {
        this.url = url;
        this.api = new ShopApi(url);
        this.database = database;
        this.redis = redis;
        this.node = node;
        this.program = program;
        this.data = data;
    }

    static ExpressBullMqShop open(Orderflow system) {
        Tool redisServer = Tool.redis();
        Tool nodeJs = Tool.node();
        Path folder = install();
        Path logs = system.home().resolve("logs");
        Path data = PrivateFiles.folder(system.home().resolve("redis"));
        int redisPort = FreePorts.one();
        String redisPassword = Passwords.random();
        PortProcess redis = PortProcess.start(
                redisServer,
                redisSettings(redisPort, redisPassword, data),
                Map.of(),
                data,
                logs.resolve("redis.log"),
                redisPort);
        try {
            int port = FreePorts.one();
            DatabaseCredentials database = emptyDatabase(system);
            Map<String, String> environment = environment(system, database, port, redisPort, redisPassword);
            long began = System.nanoTime();
            PortProcess node =
                    PortProcess.start(nodeJs, List.of("shop.js"), environment, folder, logs.resolve("story.log"), port);
            Program program = new Program("Node.js", node.handle(), (System.nanoTime() - began) / 1e9);
            return new ExpressBullMqShop(
                    URI.create("http://127.0.0.1:" + port), new Sql(database), redis, node, program, data);
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    /**
     * The settings that BullMQ requires: no eviction, and each change on disk within a second. The password is in a file, because
     * every user of the machine sees command lines, and can connect.
     */
    private static List<String> redisSettings(int port, String password, Path folder) {
        Path settings = folder.resolve("redis.conf");
        PrivateFiles.write(settings, "requirepass " + password + "\n");
        return List.of(
                settings.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction");
    }

    private static DatabaseCredentials emptyDatabase(Orderflow system) {
        new Sql(system.database().admin()).execute("drop database if exists " + NAME);
        return system.database().createDatabase(NAME);
    }

    private static Map<String, String> environment(
            Orderflow system, DatabaseCredentials database, int port, int redisPort, String redisPassword) {
        return Map.of(
                "NODE_ENV", "production",
                "PORT", Integer.toString(port),
                "REDIS_PORT", Integer.toString(redisPort),
                "REDIS_PASSWORD", redisPassword,
                "PGHOST", system.database().host(),
                "PGPORT", Integer.toString(system.database().port()),
                "PGDATABASE", NAME,
                "PGUSER", database.user(),
                "PGPASSWORD", database.password());
    }

    /** Installs the packages by npm at the first run, and when they change. */
    private static Path install() {
        Path source = Project.find().root().resolve("tools/benchmark/peers/express-bullmq");
        Path program = source.resolve("target");
        try {
            PrivateFiles.folder(program);
            Path installed = program.resolve("node_modules/.package-lock.json");
            boolean isFresh = Files.exists(installed)
                    && Files.exists(program.resolve("package-lock.json"))
                    && Files.mismatch(source.resolve("package-lock.json"), program.resolve("package-lock.json")) < 0;
            for (String file : FILES) {
                Files.copy(source.resolve(file), program.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!isFresh) {
                Tool.npm().run(program, List.of("ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of());
            }
        } catch (IOException e) {
            throw new LauncherException("Express + BullMQ can't be installed in %s: %s".formatted(program, e), e);
        }
        return program;
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public List<Program> programs() {
        return List.of(program);
    }

    @Override
    public OrderCounts books(long accepted) {
        return OrderCounts.of(accepted, this::count);
    }

    private OrderCounts count() {
        JsonNode books = JSON.readTree(api.get("/books"));
        return new OrderCounts(
                books.path("orders").asLong(),
                books.path("payments").asLong(),
                books.path("mails").asLong());
    }

    /** Measures the rate of waiting payments under BullMQ's limiter, with the same provider latency as the simulated gateway. */
    Pace pace(int limit, Duration time) {
        api.post("/paying?latency=50&limit=" + limit);
        long wanted = limit * time.toSeconds();
        Poll.until(time.multipliedBy(2), () -> database.number(PAID) >= wanted);
        api.delete("/paying");
        return Pace.of(limit, paymentsSince(Instant.EPOCH));
    }

    /** Measures the payments started a second, without a limit, with a backlog and a provider that answers at once. */
    double paymentsPerSecond(Duration warmUp, Duration time) {
        Instant began = Instant.now();
        api.post("/paying?latency=0");
        Speed.pass(warmUp.plus(time));
        api.delete("/paying");
        return Speed.of(paymentsSince(began), warmUp);
    }

    private Collection<Instant> paymentsSince(Instant since) {
        return database.times("select order_id::text, begun_at from payment where begun_at > '%s'".formatted(since))
                .values();
    }

    @Override
    public void close() {
        node.close();
        redis.close();
        PrivateFiles.delete(data);
    }
}
