package io.orderflow.backing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PostgreSQL from binaries on the class path, as a native process. Also works as root. */
final class PostgresProcess implements Database {

    private static final String HOST = "127.0.0.1";
    private static final Duration STARTS_IN = Duration.ofSeconds(60);

    private final Path home;
    private final boolean keepsData;
    private final int port;
    private final String password;
    private final DatabaseAdmin admin;

    private @Nullable EmbeddedPostgres server;

    PostgresProcess(Path home, int port, boolean keepsData) {
        this.home = PrivateFiles.folder(home);
        this.keepsData = keepsData;
        this.port = FreePorts.orGiven(port);
        this.password = PrivateFiles.password(passwordFile());
        this.admin = new DatabaseAdmin(HOST, this.port, password);
        // Chosen before this object is registered for the JVM's end: a temporary folder must be deleted after the
        // server's end.
        PostgresPrograms.folder();
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
    public DatabaseCredentials admin() {
        return admin.credentials();
    }

    @Override
    public DatabaseCredentials createDatabase(String name, String owner, String ownerPassword) {
        return admin.createDatabase(name, owner, ownerPassword);
    }

    @Override
    public DatabaseCredentials admit(String role, String rolePassword, String database) {
        return admin.admit(role, rolePassword, database);
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            server = PostgresPrograms.start(PostgresPrograms.builder()
                    .setDataDirectory(home.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(STARTS_IN)
                    // These options reach initdb. Without them, initdb would trust every local connection, although
                    // only until the first start.
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile().toString())
                    .setConnectConfig("password", password)
                    .setServerConfig("listen_addresses", HOST)
                    .setServerConfig("unix_socket_directories", "")
                    // The library switches both off. A killed server would then lose committed data.
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("max_connections", MAX_CONNECTIONS)
                    .setServerConfig("cluster_name", ProcessTag.of(home).word())
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log().toFile())));
        } catch (IOException | RuntimeException e) {
            postmaster().ifPresent(process -> Processes.kill(Processes.tree(process)));
            throw new BackingServiceException(
                    "PostgreSQL did not start: " + e.getMessage() + ". Its log is " + log(), e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        Optional<ProcessHandle> postmaster = postmaster();
        release();
        postmaster.filter(Processes::isAlive).ifPresent(slow -> Processes.end(Processes.tree(slow), Duration.ZERO));
    }

    @Override
    public synchronized void kill() {
        if (server == null) {
            return;
        }
        postmaster().ifPresent(process -> Processes.kill(Processes.tree(process)));
        release();
    }

    @Override
    public void close() {
        ShutdownHooks.forget(this);
        stop();
        if (!keepsData) {
            PrivateFiles.delete(home);
        }
    }

    /** Stops the server and releases the lock on its folder. Without the release, the server could not start again. */
    private void release() {
        try {
            Objects.requireNonNull(server).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            server = null;
        }
    }

    /** Finds the process by its marker. A PID file of an earlier run may name an unrelated process. */
    private Optional<ProcessHandle> postmaster() {
        List<ProcessHandle> marked = Processes.marked(ProcessTag.of(home));
        return marked.stream()
                .filter(process -> process.parent().filter(marked::contains).isEmpty())
                .findFirst();
    }

    private Path passwordFile() {
        return home.resolve("postgres.password");
    }

    private Path log() {
        return home.resolve("server.log");
    }
}
