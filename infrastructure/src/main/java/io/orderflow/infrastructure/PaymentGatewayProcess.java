package io.orderflow.infrastructure;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A {@link PaymentGatewayServer} as a process of its own. Its books are in its memory, so {@link #kill} loses them. To take it away
 * and keep them, {@link #pause} it or change its {@link #mode}.
 */
public final class PaymentGatewayProcess implements AutoCloseable {

    private final ServerProcess process;
    private final ControlClient control;

    private PaymentGatewayProcess(ServerProcess process) {
        this.process = process;
        this.control = new ControlClient(process.controlPort());
    }

    /**
     * Starts it on free ports and returns when it listens.
     *
     * @param latency from the arrival of a charge to its answer
     */
    public static PaymentGatewayProcess start(Duration latency, Path log) {
        return new PaymentGatewayProcess(ServerProcess.start(
                PaymentGatewayServer.class,
                List.of(
                        "--port=" + FreePorts.one(),
                        "--control-port=" + FreePorts.one(),
                        "--latency=" + latency.toMillis()),
                log));
    }

    /** Where its API begins: charges are posted to {@code charges} below it. */
    public URI url() {
        return URI.create("http://127.0.0.1:%d/v1/".formatted(process.port()));
    }

    /** When each charge was asked for, by the gateway's clock. */
    public List<Arrival> arrivals() {
        return control.list("/arrivals", Arrival.class);
    }

    public List<Charge> charges() {
        return control.list("/charges", Charge.class);
    }

    /** How charges are treated from now on. */
    public void mode(GatewayMode mode) {
        control.put("/mode", mode);
    }

    /** Stops the process where it is: connections are accepted by the system, and nothing is answered. */
    public void pause() {
        process.signal("STOP");
    }

    public void resume() {
        process.signal("CONT");
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    /** A charge that the gateway has made. */
    public record Charge(String id, String reference, String idempotencyKey, BigDecimal amount, String currency) {}
}
