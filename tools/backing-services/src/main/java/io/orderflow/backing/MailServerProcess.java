package io.orderflow.backing;

import java.nio.file.Path;
import java.util.List;

/** Runs a {@link MailServer} and its {@link MailApi} in a separate process. The process keeps its mails in memory. */
public final class MailServerProcess implements AutoCloseable {

    private final ServerProcess process;
    private final ControlClient control;

    private MailServerProcess(ServerProcess process) {
        this.process = process;
        this.control = new ControlClient(process.controlPort());
    }

    /** Starts the process on free ports and returns when it listens. */
    public static MailServerProcess start(Path log) {
        return new MailServerProcess(ServerProcess.start(
                MailServerProcess.class,
                List.of("--port=" + FreePorts.one(), "--control-port=" + FreePorts.one()),
                log));
    }

    /** The program: it accepts mails at {@code --port} and shows them at {@code --control-port}. */
    public static void main(String[] arguments) {
        ProgramArguments given = ProgramArguments.of(arguments);
        MailServer mailServer = MailServer.start(given.number("port"));
        MailApi page = MailApi.start(mailServer, given.number("control-port"));
        ServerProcess.announce(mailServer.port(), page.port());
        ServerProcess.endWithParent(given);
    }

    /** The SMTP port on the loopback address. */
    public int port() {
        return process.port();
    }

    /** When the end of each mail arrived, by the mail server's clock. */
    public List<Arrival> arrivals() {
        return control.list("/arrivals", Arrival.class);
    }

    @Override
    public void close() {
        process.close();
    }
}
