package io.orderflow.launcher;

import io.orderflow.backing.FreePorts;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of a system, all on the loopback address. */
public record Ports(
        int orderService,
        int paymentService,
        int emailService,
        int moreConsumers,
        int amqp,
        int management,
        int postgres,
        int smtp,
        int mailPage) {

    private static final int LARGEST = 65_535;

    /**
     * The default ports, each moved by {@code offset}. Those of RabbitMQ and PostgreSQL differ from the usual ones of an installed
     * server. All are below the range of outgoing connections.
     */
    public static Ports usual(int offset) {
        if (offset < 0 || offset + 15_674 > LARGEST) {
            throw new LauncherException("The port offset must be between 0 and " + (LARGEST - 15_674) + ".");
        }
        return new Ports(
                8080 + offset,
                8081 + offset,
                8082 + offset,
                8083 + offset,
                15_673 + offset,
                15_674 + offset,
                15_432 + offset,
                1025 + offset,
                8025 + offset);
    }

    /** Ports without a listener. */
    public static Ports free() {
        Iterator<Integer> ports = FreePorts.some(9).iterator();
        return new Ports(
                ports.next(),
                ports.next(),
                ports.next(),
                ports.next(),
                ports.next(),
                ports.next(),
                ports.next(),
                ports.next(),
                ports.next());
    }

    public int of(String service) {
        return switch (service) {
            case "order-service" -> orderService;
            case "payment-service" -> paymentService;
            case "email-service" -> emailService;
            case "more-consumers" -> moreConsumers;
            default -> throw new LauncherException("There is no service " + service + ".");
        };
    }

    /** The ports by their use; includes more-consumers only on request. */
    public Map<String, Integer> byUse(boolean moreConsumersToo) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("order-service", orderService);
        ports.put("payment-service", paymentService);
        ports.put("email-service", emailService);
        if (moreConsumersToo) {
            ports.put("more-consumers", moreConsumers);
        }
        ports.put("RabbitMQ", amqp);
        ports.put("RabbitMQ's management page", management);
        ports.put("PostgreSQL", postgres);
        ports.put("the mail server", smtp);
        ports.put("the mail page", mailPage);
        return ports;
    }
}
