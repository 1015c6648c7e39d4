package io.orderflow.chaos;

import io.orderflow.backing.MailServerProcess;
import io.orderflow.backing.PaymentGatewayProcess;
import io.orderflow.launcher.Orderflow;
import java.nio.file.Path;
import java.time.Duration;

/** The providers that the limits protect: a payment gateway and a mail server, each a process of its own that nothing pauses. */
final class Receivers implements AutoCloseable {

    private final PaymentGatewayProcess gateway;
    private final MailServerProcess mailServer;

    private Receivers(PaymentGatewayProcess gateway, MailServerProcess mailServer) {
        this.gateway = gateway;
        this.mailServer = mailServer;
    }

    /** @param latency how long the gateway takes for an answer */
    static Receivers start(Path home, Duration latency) {
        PaymentGatewayProcess gateway = PaymentGatewayProcess.start(latency, home.resolve("gateway.log"));
        return new Receivers(gateway, MailServerProcess.start(home.resolve("mail-server.log")));
    }

    /** From their next start on, the services use these. No proxy stands between, or a dead sender's data could arrive late. */
    void setIn(Orderflow system) {
        system.replicas(Orderflow.PAYMENTS).forEach(replica -> {
            replica.setting("ORDERFLOW_GATEWAY_TYPE", "http");
            replica.setting("ORDERFLOW_GATEWAY_HTTP_URL", gateway.url().toString());
        });
        system.replicas(Orderflow.EMAILS)
                .forEach(replica -> replica.setting("SPRING_MAIL_PORT", Integer.toString(mailServer.port())));
    }

    /** Every requested charge, with any result, against the limit. */
    ArrivalCheck charges(int limit) {
        return ArrivalCheck.of(limit, gateway.arrivals());
    }

    ArrivalCheck mails(int limit) {
        return ArrivalCheck.of(limit, mailServer.arrivals());
    }

    @Override
    public void close() {
        mailServer.close();
        gateway.close();
    }
}
