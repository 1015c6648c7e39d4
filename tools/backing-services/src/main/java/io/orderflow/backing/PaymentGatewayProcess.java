package io.orderflow.backing;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs a {@link PaymentGatewayServer} in a separate process. Its books are in memory, so {@link #kill} loses them. To make it
 * unavailable and keep its books, {@link #pause} it or change its {@link #mode}.
 */
public final class PaymentGatewayProcess implements AutoCloseable {

    private final ServerProcess process;
    private final ControlClient control;

    private PaymentGatewayProcess(ServerProcess process) {
        this.process = process;
        this.control = new ControlClient(process.controlPort());
    }

    /**
     * Starts the process on free ports and returns when it listens.
     *
     * @param latency time from the arrival of a charge to its answer
     * @param log receives the standard error of the process
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

    /** The base URL of the API. Charges are posted to {@code charges} below it. */
    public URI url() {
        return URI.create("http://127.0.0.1:%s/v1/".formatted(process.port()));
    }

    /** When each charge request arrived, by the gateway's clock. */
    public List<Arrival> arrivals() {
        return control.list("/arrivals", Arrival.class);
    }

    public List<Charge> charges() {
        return control.list("/charges", Charge.class);
    }

    /** Sets how the gateway treats further charges. */
    public void mode(GatewayMode mode) {
        control.put("/mode", mode);
    }

    /** Suspends the process: the operating system still accepts connections, but the gateway answers nothing. */
    public void pause() {
        process.signal("STOP");
    }

    public void resume() {
        process.signal("CONT");
    }

    /** Ends the process as {@code kill -9} does. */
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
